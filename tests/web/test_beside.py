"""Two renderings of a page become one: what is the same is paired, nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services_app.web.beside import Side, side_by_side
from services_app.web.tree import Element, read

OWN = Side("ar", {"ar": "ar only", "en": "en only"}, leads=True)
OTHER = Side("it", {"it": "solo it", "en": "solo en"})
BLOCKS = ("a", "b", "c", "d", "e")
some = st.lists(st.sampled_from(BLOCKS), unique=True)


def joined(here: str, there: str) -> Element:
    """Pair two fragments and read what came out."""
    return read(side_by_side(here, there, OWN, OTHER))


def halves(tree: Element) -> list[tuple[str, str]]:
    """List the words of both halves of each pair."""
    twos = [each for each in tree.below() if "two" in (each.attributes.get("class") or "").split()]
    return [(two.elements[0].words(), two.elements[1].words()) for two in twos]


def classes(tree: Element, name: str) -> list[Element]:
    """List the elements of a class."""
    return [each for each in tree.below() if name in (each.attributes.get("class") or "").split()]


def text(lang: str, ids: list[str], *, list_of: str = "ol", line: str = "li") -> str:
    """Write a section of blocks as the templates do; without blocks there is none."""
    if not ids:
        return f"<p>{lang} first</p>"
    lines = "".join(f'<{line} data-block="{each}">{lang} says {each}</{line}>' for each in ids)
    return (
        f'<p>{lang} first</p><h2 data-piece="step">{lang} steps</h2>'
        f'<{list_of} data-piece="step">{lines}</{list_of}>'
    )


@given(some, some)
def test_whatever_blocks_lack_no_block_is_paired_with_another(
    mine: list[str], theirs: list[str]
) -> None:
    tree = joined(text("ar", mine), text("it", theirs))
    said = [pair for pair in halves(tree) if " says " in pair[0]]
    both = [each for each in mine if each in theirs]
    assert said == [(f"ar says {each}", f"it says {each}") for each in both]
    words = tree.words()
    for each in BLOCKS:
        assert words.count(f"ar says {each}") == (each in mine)
        assert words.count(f"it says {each}") == (each in theirs)
    # A section that one language lacks says so once, at its end.
    lonely = [each for each in mine if each not in theirs] if theirs else mine[-1:]
    assert [each for each in mine if f"ar says {each} ar only" in words] == lonely
    places = [words.index(f"ar says {each}") for each in mine]
    assert places == sorted(places)
    assert "data-" not in str(tree)


@given(st.sampled_from(["p", "li", "h3", "span"]), st.text(max_size=40), st.text(max_size=40))
def test_words_are_kept_as_they_are_and_never_become_markup(
    line: str, mine: str, theirs: str
) -> None:
    def made(words: str) -> str:
        return str(Element("div", children=[Element(line, children=[words])]))

    tree = joined(made(mine), made(theirs))
    for words in (mine, theirs):
        assert " ".join(words.replace("\r", "\n").split()) in tree.words()
    assert {each.tag for each in tree.below()} <= {"div", "p", "li", "h3", "span", "small"}


def test_each_half_says_its_language_and_direction() -> None:
    tree = joined("<p>one</p>", "<p>uno</p>")
    (also,) = classes(tree, "also")
    assert also.attributes["lang"] == "it"
    assert also.attributes["dir"] == "ltr"
    assert "lang" not in tree.elements[0].elements[0].attributes


def test_a_fallback_keeps_the_language_that_it_is_really_in() -> None:
    here = '<div class="box" lang="en" dir="ltr"><p>one</p><p data-block="x">two</p></div>'
    tree = joined(here, '<div class="box"><p>uno</p></div>')
    own, also = classes(tree, "two")[0].elements
    assert own.attributes == {"lang": "en", "dir": "ltr"}
    assert also.attributes["lang"] == "it"
    (only,) = classes(tree, "only")
    assert only.words() == "en only"
    assert only.attributes["lang"] == "ar"
    assert "lang" not in classes(tree, "box")[0].attributes


def test_what_is_the_same_in_both_stands_there_once() -> None:
    tree = joined(
        "<dl><dt>a</dt><dd>9.50 €</dd></dl>", "<dl><dt>b</dt><dd>\u20669,50 €\u2069</dd></dl>"
    )
    assert halves(tree) == [("a", "b")]
    assert tree.words() == "a b9.50 €"


def test_a_name_beside_a_word_is_not_said_again_but_a_word_of_a_sentence_is() -> None:
    here = '<p>uno <b lang="it" dir="ltr">ASL</b></p><p>keep <b>kit</b></p>'
    there = '<p>due · <b lang="it" dir="ltr">ASL</b></p><p>il <b>kit</b> resta</p>'
    assert halves(joined(here, there)) == [("uno ASL", "due"), ("keep kit", "il kit resta")]


def test_the_page_keeps_one_heading_one_field_and_one_link() -> None:
    fields = '<h1 id="t">{0}</h1><label><input id="b1" name="hand"><span>{0}</span></label>'
    link = '<p>{0} <a href="/ar/larino/guides?tile=permit#x">{0}</a> <a href="tel:112">112</a></p>'
    page = fields + link
    tree = joined(page.format("own"), page.format("other").replace("/ar/", "/it/"))
    tags = [each.tag for each in tree.below()]
    assert [tags.count(tag) for tag in ("h1", "input", "a")] == [1, 1, 2]
    assert str(tree).count('id="') == 2
    assert 'href="/ar/larino/guides?tile=permit&amp;with=it#x"' in str(tree)
    assert ("own", "other") in halves(tree)


def test_unmarked_things_that_one_language_has_more_of_are_not_paired() -> None:
    tree = joined("<p>a</p>", "<p>b</p><p>c</p>")
    assert halves(tree) == []
    assert tree.words() == "abc"


def test_a_piece_of_the_second_language_alone_brings_no_id_and_no_field() -> None:
    there = '<p>b</p><div data-piece="x"><p id="t">c</p><input id="b1" name="hand"></div>'
    tree = joined("<p>a</p>", there)
    assert halves(tree) == [("a", "b")]
    assert "c" in tree.words()
    assert "id=" not in str(tree)
    assert "input" not in str(tree)
