"""The language that a browser prefers; and a French page has no English left in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from starlette.requests import Request

from notes_ui.i18n import messages as words
from notes_ui.i18n.language import CATALOGUES, SPOKEN, language, preferred

SOURCE = Path(words.__file__)
HOUSE = SOURCE.parents[1]
ELSEWHERE = {
    SOURCE,
    HOUSE / "__main__.py",
    *(HOUSE / "theme").rglob("*.py"),
    *(HOUSE / "cli").rglob("*.py"),
}
"""the texts, what nobody reads, and the command, which speaks English"""
PAGE = [file for file in sorted(HOUSE.rglob("*.py")) if file not in ELSEWHERE]
BRACES = re.compile(r"\{\w+\}")


def texts() -> dict[str, tuple[str, ...]]:
    """All texts by their names: one, or one for a single thing and one for many."""
    found = {name: value for name, value in vars(words).items() if name.isupper()}
    return {name: (text,) if isinstance(text, str) else text for name, text in found.items()}


def translated(code: str) -> dict[str, Message]:
    with (CATALOGUES / code / "LC_MESSAGES" / "notes.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=code) if message.id]
    return {as_tuple(message.id)[0]: message for message in messages}


def as_tuple(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def request(header: str) -> Request:
    return Request({"type": "http", "headers": [(b"accept-language", header.encode())]})


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("FR-ch", "fr"),
        ("en;q=0.8, fr;q=0.9", "fr"),
        ("en; q=0.8, fr; q=0.9", "fr"),
        ("de,fr;q=0.5,en;q=0.4", "fr"),
        ("en-GB,fr;q=0.9", "en"),
        ("fr;q=0,en", "en"),
        ("fr;q=0", "en"),
        ("de-DE", "en"),
        ("*", "en"),
        ("", "en"),
        (";;;q=,,fr;q=much", "en"),
        (",".join(["xx"] * 10_000) + ",fr", "en"),
    ],
    ids=lambda text: text[:30],
)
def test_the_browsers_preference_decides(header: str, code: str) -> None:
    assert preferred(request(header)).code == code


@pytest.mark.parametrize("code", SPOKEN[1:])
def test_every_text_and_no_other_is_translated_with_its_placeholders(code: str) -> None:
    catalogue = translated(code)
    assert set(catalogue) == {text[0] for text in texts().values()}
    for name, text in texts().items():
        message = catalogue[text[0]]
        assert as_tuple(message.id) == text, name
        placeholders = set(BRACES.findall(" ".join(text)))
        for said in as_tuple(message.string):
            assert said, name
            assert set(BRACES.findall(said)) <= placeholders, name
        assert set(BRACES.findall(as_tuple(message.string)[-1])) == placeholders, name


@pytest.mark.parametrize("code", SPOKEN)
def test_every_text_can_be_said(code: str) -> None:
    spoken = language(code)
    for name, text in texts().items():
        given = {found.strip("{}"): "?" for found in BRACES.findall(" ".join(text))}
        if len(text) == 1:
            assert "{" not in spoken.say(text[0], **given), name
        else:
            given.pop("n", None)
            for n in (0, 1, 2, 1000):
                assert "{" not in spoken.count((text[0], text[1]), n, **given), name


def test_numbers_and_plurals_are_those_of_the_language() -> None:
    assert language("en").count(words.SOME_NOTES, 1234) == "1,234 notes"
    assert language("en").count(words.SOME_NOTES, 0) == "0 notes"
    assert re.fullmatch(r"1\s234 notes", language("fr").count(words.SOME_NOTES, 1234))
    assert language("fr").count(words.SOME_NOTES, 0) == "0 note"


def test_braces_in_a_title_are_no_placeholder() -> None:
    assert language("en").say(words.NOTE_DONE, title="{n} {title}") == "Done: {n} {title}"


def test_every_text_is_used() -> None:
    code = "".join(file.read_text() for file in PAGE)
    assert not [name for name in texts() if not re.search(rf"\b(?:messages|words)\.{name}\b", code)]


def test_no_text_for_people_stands_outside_the_one_place() -> None:
    known = {
        "Notes",
        "Enter",
        "Cache-Control",
        "Merge",
        "AnyLine",
    }  # the program, a key, a header, classes
    found = [
        f"{file.name}: {text}"
        for file in PAGE
        for text in literals(ast.parse(file.read_text()))
        if re.match(r"[A-Z][a-z]+(\W.*)?$", text) and text not in known
    ]
    assert not found


def literals(tree: ast.AST) -> Iterator[str]:
    """The texts in the code that could come to be read: neither explained, nor logged or raised."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            continue
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Call) and ast.unparse(node.func).startswith("logger.")
        ):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        yield from literals(node)


def test_undo_and_cancel_have_different_names() -> None:
    for code in SPOKEN:
        say = language(code).say
        assert say(words.UNDO) != say(words.CANCEL)
