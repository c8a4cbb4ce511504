"""What the cards of a note have in common: made once for each version, and cut where it is long."""

from collections.abc import Sequence

import httpx
import pytest

from api.caches import Caches
from notes_ui.page.cards.card_parts import CardBody
from notes_ui.rendering import markdown
from notes_ui.rendering.card_html import EXCERPT_LENGTH, EXCERPT_LINES, CardTexts, Look, excerpt
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import eventually, part
from tests.notes_ui.text.sitting import NOTE

LOOK = Look("/front/notes", "en")
TEXTS = CardTexts(Caches(10))


@pytest.mark.parametrize("text", ["", "two litres", "a\n" * EXCERPT_LINES, "x" * EXCERPT_LENGTH])
def test_a_short_description_is_shown_as_it_is(text: str) -> None:
    assert excerpt(text) == text


def test_a_long_description_is_cut_at_a_word() -> None:
    short = excerpt("word " * 4000)
    assert short.endswith("word…")
    assert len(short) <= EXCERPT_LENGTH + 1


def test_a_long_description_without_a_space_is_cut_all_the_same() -> None:
    assert excerpt("x" * 20_000) == "x" * EXCERPT_LENGTH + "…"


def test_an_excerpt_has_a_limited_number_of_lines() -> None:
    assert excerpt("a\n" * 300).count("\n") == EXCERPT_LINES - 1


def test_a_text_is_made_once_for_each_version_and_look() -> None:
    text = TEXTS.text(NOTE, LOOK)
    assert TEXTS.text(NOTE.model_copy(), Look("/front/notes", "en")) is text
    assert TEXTS.text(NOTE, Look("/front/notes", "fr")) is not text
    assert TEXTS.text(NOTE, Look("/proxy/front/notes", "en")) is not text
    assert TEXTS.text(NOTE, Look("/front/notes", "en", marked=("milk",))) is not text


@pytest.mark.parametrize("later", [{"version": 2}, {"updated_at": NOTE.updated_at.replace(day=2)}])
def test_another_version_is_another_text(later: dict[str, object]) -> None:
    TEXTS.text(NOTE, LOOK)
    assert "Oat" in TEXTS.text(NOTE.model_copy(update={"title": "Oat milk", **later}), LOOK).html


def test_the_controls_are_named_by_the_note_and_what_they_do() -> None:
    assert TEXTS.text(NOTE, LOOK).done == "Done: Milk"
    assert TEXTS.text(NOTE, LOOK).delete == "Delete: Milk"
    thrown_away = TEXTS.text(NOTE, Look("/front/notes", "en", trashed=True))
    assert thrown_away.delete == "Delete for good: Milk"
    assert TEXTS.text(NOTE, Look("/front/notes", "fr")).done != "Done: Milk"


async def test_all_pages_share_one_rendering_of_a_version(
    open_page: OpenPage, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    render = markdown.render

    def counted(description: str, *, words: Sequence[str], home: str, task: str) -> str:
        made.append(task)
        return render(description, words=words, home=home, task=task)

    monkeypatch.setattr(markdown, "render", counted)
    readers = [await open_page() for _ in range(3)]
    await rest.post("/api/notes", json={"title": "Milk", "description": "**two** litres"})
    await rest.patch("/api/notes/1", json={"done": True})
    for reader in readers:
        await eventually(lambda reader=reader: [one.note.version for one in reader.cards()] == [2])  # type: ignore[misc]
    assert made[-1] == "task-1-2"
    assert len(made) == len(set(made))
    texts = [part(reader.cards()[0], CardBody).props["innerHTML"] for reader in readers]
    assert texts[0] is texts[1]
    assert texts[1] is texts[2]
    assert "<strong>two</strong> litres" in texts[0]


async def test_the_words_of_a_search_are_marked_on_the_page_that_searches(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    searching, other = await open_page("?q=mil"), await open_page()
    await rest.post("/api/notes", json={"title": "Oat milk", "description": "#shop"})
    await searching.sees("Oat milk")
    await other.sees("Oat milk")
    assert "<mark>mil</mark>k" in searching.html("Oat milk")
    assert "<mark>" not in other.html("Oat milk")
    assert 'href="/front/notes?tag=shop"' in other.html("Oat milk")
