"""Folding of words for search and slugs: laws that hold for any text, and the known traps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services_app.content.fields.base import SLUG_PATTERN
from services_app.words import fold, slugify, tokens


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_token_is_found_again_as_itself(text: str) -> None:
    assert all(tokens(word) == [word] for word in tokens(text, limit=100))


@given(st.text(), st.integers(0, 20))
def test_tokens_keep_their_limits(text: str, limit: int) -> None:
    found = tokens(text, limit)
    assert len(found) <= limit
    assert all(0 < len(word) <= 40 for word in found)


@given(st.text())
def test_a_slug_is_an_address_part_or_nothing(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or re.fullmatch(SLUG_PATTERN, slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("PERMESSO", "permesso"),
        ("citta", "città"),
        ("Mondovi\u0300", "Mondovì"),  # a letter and a combining accent
        ("strasse", "Straße"),
        ("اقامة", "إقامة"),
        ("مدرسة", "مَدْرَسَة"),  # with vowel signs
        ("مدرسة", "مـدرسـة"),  # stretched
        ("كتاب", "کتاب"),  # the Urdu keyboard's kaf
        ("یہاں", "يهاں"),
        ("ёлка", "елка"),
        ("п’ять", "п'ять"),
        ("пʼять", "п'ять"),
        ("l’ufficio", "l'ufficio"),
        ("ﬁrma", "firma"),
        ("\u200fعمل\u200e", "عمل"),  # direction marks
    ],
)
def test_two_ways_to_write_a_word_fold_to_the_same(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


@pytest.mark.parametrize(
    ("one", "other"), [("কাজ", "কজ"), ("কি", "কী"), ("कार्य", "कर्य"), ("ла", "ля")]
)
def test_signs_that_make_another_word_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_bangla_words_are_not_cut_at_their_vowel_signs() -> None:
    assert tokens("বাংলা ভাষা শিক্ষা") == [fold(word) for word in ("বাংলা", "ভাষা", "শিক্ষা")]


def test_the_full_stop_of_bangla_belongs_to_no_word() -> None:
    assert tokens("ডাক্তার। হাসপাতাল॥") == tokens("ডাক্তার হাসপাতাল")


def test_words_are_split_where_readers_see_a_gap() -> None:
    assert tokens("L'ufficio (CAF), via Roma_3") == ["l", "ufficio", "caf", "via", "roma", "3"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Reggio nell'Emilia", "reggio-nell-emilia"),
        ("L’Aquila", "l-aquila"),
        ("Mondovì", "mondovi"),
        ("Sant'Angelo d’Alife", "sant-angelo-d-alife"),
        ("Rhêmes-Notre-Dame", "rhemes-notre-dame"),
        ("বাংলা", ""),
    ],
)
def test_slugs_of_names(name: str, slug: str) -> None:
    assert slugify(name) == slug
