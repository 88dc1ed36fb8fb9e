"""Every script is set in its order, shaped, and with a letter for each of its signs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services_app.locales import KNOWN
from services_app.sheets.papers import Sheet
from services_app.sheets.press import FAMILY, fingerprint, printed
from tests.sheets.reading import fonts, frame, glyphs, paragraph, sheet_of, words_in

SENTENCES = {
    "it": "Chiedi il rinnovo prima della data scritta sulla carta.",
    "fr": "Gardez votre reçu à côté de l’œuvre, même périmé.",
    "uk": "Ми нічого про вас не зберігаємо. Щоб його читати, обліковий запис не потрібен.",
    "bn": "আমার পরিবার টাকা ও পরিচয়পত্র কোথায় যাবেন বাংলা",
    "ti": "ሰላም ዓለም። ትግርኛ ብጽሑፍ።",
    "am": "ሰላም ለዓለም። አማርኛ ቋንቋ።",
    "pa": "ਮੈਂ ਪੰਜਾਬੀ ਬੋਲਦਾ ਹਾਂ। ਸ਼੍ਰੀ ਕ੍ਰਿਪਾ",
    "zh": "你好，请说得慢一点。我需要翻译。",
}
# PDFium turns the letters of a lam-alef round when it reads; these words have none.
FROM_RIGHT = {"ar": "هذا النص غير متاح بلغتك بعد", "ur": "یہ متن ابھی آپ کی زبان میں نہیں ہے"}


@pytest.mark.parametrize("lang", SENTENCES)
def test_words_are_read_back_in_their_order(lang: str) -> None:
    # PDFium sees no space after some signs that stand above a letter: what counts is the letters.
    read = words_in(sheet_of(paragraph(SENTENCES[lang], lang)))
    assert SENTENCES[lang].replace(" ", "") in read.replace(" ", "")


@pytest.mark.parametrize("lang", FROM_RIGHT)
def test_words_from_right_to_left_are_read_back_in_their_order(lang: str) -> None:
    assert FROM_RIGHT[lang] in words_in(sheet_of(paragraph(FROM_RIGHT[lang], lang), lang))


@pytest.mark.parametrize("lang", [*SENTENCES, *FROM_RIGHT])
def test_every_letter_has_a_form_and_every_font_is_within_as_a_part_of_itself(lang: str) -> None:
    words = (SENTENCES | FROM_RIGHT)[lang]
    pdf = sheet_of(paragraph(words, lang) + f"<h2>{words}</h2><p><b>{words}</b></p>")
    assert 0 not in glyphs(pdf)
    used = list(fonts(pdf))
    for each in used:
        assert each["/FontName"][7:8] == "+", each["/FontName"]  # ABCDEF+Name: a subset
        assert "/FontFile2" in each or "/FontFile3" in each
    own = FAMILY.get(lang, "Noto Sans").replace(" ", "")
    assert any(own.removesuffix("CJKSC") in each["/FontName"] for each in used)


def test_a_letter_that_no_font_has_would_be_seen_here() -> None:
    assert 0 in glyphs(sheet_of(paragraph("ഭാഷ", "en")))  # Malayalam: no font of ours


def test_arabic_letters_take_the_form_of_their_place() -> None:
    drawn = glyphs(sheet_of(paragraph("ععع", "ar")), "Arabic")
    assert len(drawn) == len(set(drawn)) == 3
    apart = glyphs(sheet_of(paragraph("ع ع ع", "ar")), "Arabic")
    assert len(set(apart)) < 3


@pytest.mark.parametrize(("lang", "joined"), [("bn", "ক্ষ"), ("bn", "ত্র"), ("pa", "ਸ੍ਰ")])
def test_letters_that_join_are_drawn_as_one(lang: str, joined: str) -> None:
    family = FAMILY[lang].rpartition(" ")[2]
    assert len(glyphs(sheet_of(paragraph(joined, lang)), family)) < len(joined)


def test_each_language_served_names_itself_in_letters_of_ours() -> None:
    named = "".join(paragraph(each.name, each.tag) for each in KNOWN.values())
    assert 0 not in glyphs(sheet_of(named))


def test_a_number_within_arabic_words_keeps_its_order() -> None:
    inside = '<p>رقم <bdi dir="ltr">0874 825 001</bdi> هنا</p>'
    english = sheet_of(f'<div lang="ar" dir="rtl">{inside}</div>')
    assert "0874 825 001" in words_in(english)


def test_the_same_values_give_the_same_mark_and_other_values_another() -> None:
    one, two = (Sheet(frame(), f"<p>{words}</p>", "a4").values() for words in ("a", "b"))
    assert fingerprint("sheet", one) == fingerprint("sheet", dict(one))
    assert fingerprint("sheet", one) != fingerprint("sheet", two)
    assert printed("sheet", one) is printed("sheet", dict(one))


def test_a_sheet_that_is_asked_for_by_many_at_once_is_set_once() -> None:
    many = 4
    values = Sheet(frame(), "<p>many at once</p>", "a4").values()
    start = Barrier(many)

    def ask(_number: int) -> bytes:
        start.wait()
        return printed("sheet", values)

    with ThreadPoolExecutor(many) as people:
        sheets = list(people.map(ask, range(many)))
    assert len({id(each) for each in sheets}) == 1
