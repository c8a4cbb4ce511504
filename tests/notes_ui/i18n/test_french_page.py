"""A page in the language of its browser: no other language is left in any state of it."""

import re
from typing import Any

import httpx

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import language
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.i18n.test_language import texts
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.files import Files
from tests.notes_ui.support.reader import Reader, eventually

NAMES = ("aria-label", "title", "placeholder", "label", "data-edited", "alt", "error-message")
SAID_ALIKE = re.compile(r"v[\d.]+|Milk.*|[NJKXEPU/?↓↑↵◐☀☾]|\d+")


def english_only() -> list[re.Pattern[str]]:
    """The texts that French says in other words."""
    french = language("fr")
    others = [
        text for pair in texts().values() for text in pair if text not in {"Note", french.say(text)}
    ]
    kept = [text for text in others if not re.fullmatch(r"[\W_]*\{\w+\}[\W_]*", text)]
    return [re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))) for text in kept]


def everything_read_or_heard(reader: Reader) -> set[str]:
    """All texts of the page, and all names that a screen reader says."""
    names = {
        str(one.props[name]) for one in reader.elements() for name in NAMES if name in one.props
    }
    read = names | set(reader.texts()) - set(said_to_be_english(reader))
    return {text for text in read if not SAID_ALIKE.fullmatch(text)}


def said_to_be_english(reader: Reader) -> list[str]:
    """The texts that say so to tools: what the API has to say."""
    marked = [one for one in reader.elements() if one.props.get("lang") == "en"]
    return [text for one in marked for text in reader.texts(one)]


def english(reader: Reader) -> list[str]:
    patterns = english_only()
    read = everything_read_or_heard(reader)
    return [text for text in read if any(pattern.fullmatch(text) for pattern in patterns)]


async def test_each_page_speaks_the_language_of_its_browser(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(code="fr"), await open_page()
    await eventually(lambda: second.empty() == messages.EMPTY and second.here() == "2 here")
    await eventually(lambda: first.empty() == language("fr").say(messages.EMPTY))
    assert english(first) == []
    assert len(english(second)) > 10  # so that the line above means something
    answers = [await reader.user.http_client.get("/front/notes") for reader in (first, second)]
    assert ['lang="fr"' in answer.text for answer in answers] == [True, False]
    assert [messages.OUT_OF_REACH in answer.text for answer in answers] == [False, True]


async def test_no_state_of_a_french_page_has_english_left(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(code="fr"), await open_page()
    say = language("fr").say
    await first.add(" ")
    await first.reads(say(messages.NOTHING_WRITTEN))
    await first.add(" ", "#courses" + "x" * 20_000)
    number = language("fr").number
    too_long = say(messages.TOO_MANY, n=number(20_000), has=number(20_008))
    await eventually(lambda: too_long in everything_read_or_heard(first))
    await rest.post("/api/notes", json={"title": "Milk", "description": "word " * 400})
    await first.sees("Milk")
    await second.sees("Milk")
    first.key("?")
    await first.reads(say(messages.KEY_HELP))
    assert english(first) == []
    first.press(say(messages.CLOSE))
    editor = await Editor.of(first, "Milk")
    await Editor.of(second, "Milk")
    editor.type(title="Milk!")
    await rest.patch("/api/notes/1", json={"title": "Milk?", "pinned": True})
    await editor.tells("Milk?")
    await eventually(lambda: first.marked("data-edited") == ["Milk?"])
    assert english(first) == []
    editor.press(say(messages.TAKE_THEIRS))
    editor.press(say(messages.SELECT))
    await eventually(lambda: first.bar() != [])
    assert english(first) == []
    first.key("Delete")
    await first.sees()
    await first.follow(say(messages.TRASH))
    await first.sees("Milk?")
    assert english(first) == []
    first.press(say(messages.EMPTY_TRASH))
    await eventually(lambda: first.question() != "")
    assert english(first) == []
    first.press(say(messages.DELETE_FOR_GOOD), first.styled(theme.QUESTION))
    await first.reads(say(messages.TRASH_EMPTY))
    for suffix, said in (
        ("?q=x", messages.NONE_FOUND),
        ("?done=true", messages.NONE_DONE),
        ("?done=false", messages.NONE_OPEN),
        ("?tag=x", messages.NONE_TAGGED),
        ("?q=x&done=true", messages.NONE_FOUND_HERE),
        ("?tag=x&done=true", messages.NO_TAGGED_DONE_HINT),
        ("?tag=x&done=false", messages.NO_TAGGED_OPEN_HINT),
    ):
        await first.navigate(f"/front/notes{suffix}")
        await first.reads(say(said))
        assert english(first) == []


async def test_files_and_what_is_refused_in_them_are_told_in_french(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    await rest.post("/api/notes", json={"title": "Milk"})
    first, second = await open_page(code="fr"), await open_page()
    files, say = await Files.of(first), language("fr").say
    rows: list[Any] = [
        {"title": "Milk 3"},
        {"title": " ", "done": 7},
        "nonsense",
        {"id": 1, "title": ""},
    ]
    await files.choose({"id": 1, "title": "Milk 2"}, *rows)
    await files.tells("1 nouvelle note")
    await files.tells("Ligne 3 : champs invalides (title, done)")
    await files.tells("Ligne 4 : impossible à lire comme une note")
    assert english(first) == []
    assert len(said_to_be_english(first)) == 3

    files.press(say(messages.IMPORT_NEW_ONLY))
    await second.sees("Milk 3", "Milk")
    await files.tells("1 note existante est restée inchangée")
    await files.tells("3 ne peuvent pas être importées")
    assert not any("already, with another title" in text for text in files.texts())
    await files.send("notes.json", b"nonsense")
    await files.tells("Rien n’a été importé : ce fichier ne peut pas être lu jusqu’au bout.")
    assert english(first) == []


async def test_a_history_is_told_in_french(open_page: OpenPage, rest: httpx.AsyncClient) -> None:
    await rest.post("/api/notes", json={"title": "Milk"})
    await rest.patch("/api/notes/1", json={"title": "Milk 2", "done": True, "pinned": True})
    first, second = await open_page(code="fr"), await open_page()
    for reader in (first, second):
        await reader.sees("Milk 2")
        reader.click("Milk 2")
        await reader.reads(reader.language.say(messages.HISTORY))
        reader.press(reader.language.say(messages.HISTORY))
        await reader.reads(reader.language.say(messages.AS_IT_IS_NOW))
    assert english(first) == []
    assert len(english(second)) > 10
