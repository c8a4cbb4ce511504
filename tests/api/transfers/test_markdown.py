"""A note as a Markdown file."""

import pytest
import yaml

from api.notes.models import TITLE_LENGTH
from api.transfers.markdown import LONGEST_FRONT, fields, markdown

NOTE = {
    "id": 7,
    "title": "Buy milk",
    "description": "two litres",
    "done": True,
    "pinned": False,
    "trashed": False,
    "version": 3,
    "created_at": "2026-11-22T19:39:54.123000Z",
    "updated_at": "2026-11-22T19:39:54.123000Z",
}
FILE = b"""---
id: 7
title: "Buy milk"
done: true
pinned: false
trashed: false
version: 3
created_at: 2026-11-22T19:39:54.123000Z
updated_at: 2026-11-22T19:39:54.123000Z
---
two litres"""


def test_a_file_is_front_matter_and_the_description_below_it() -> None:
    assert markdown(NOTE) == FILE
    assert fields(FILE) == {
        name: value if isinstance(value, str) else str(value).lower()
        for name, value in NOTE.items()
    }


@pytest.mark.parametrize(
    "description",
    [
        "",
        "\n",
        "\r\n\r\n",
        "---",
        "---\n",
        "\n---\ntitle: other\n---\n",
        " \t",
        "a\rb\n",
        "\ufeffa",
    ],
)
def test_the_description_is_the_rest_of_the_file(description: str) -> None:
    assert fields(markdown({**NOTE, "description": description}))["description"] == description


@pytest.mark.parametrize(
    "title",
    [
        "no",
        "~",
        "1.0",
        "a: b # c",
        "- a",
        '"',
        "'",
        "a\nb",
        "\x01\x85\u2028\ufeff",
        "é🥛",
        " a ",
        "---",
    ],
)
def test_the_title_is_a_text_whatever_is_in_it(title: str) -> None:
    assert fields(markdown({**NOTE, "title": title}))["title"] == title


def test_the_longest_title_has_room() -> None:
    title = "\U0010ffff" * TITLE_LENGTH
    assert fields(markdown({**NOTE, "title": title}))["title"] == title


@pytest.mark.parametrize(
    "content",
    [
        b"---\ntitle: milk\n---\nbody",
        b"---\r\ntitle: milk\r\n---\r\nbody",
        b"\xef\xbb\xbf--- \ntitle: 'milk' # a comment\n---\t\nbody",
        b'---\n{"title": "milk"}\n---\nbody',
    ],
)
def test_front_matter_of_other_programs_is_read(content: bytes) -> None:
    assert fields(content) == {"title": "milk", "description": "body"}


def test_a_title_that_yaml_takes_for_a_boolean_stays_a_text() -> None:
    content = b"---\ntitle: no\ndone: yes\nid: 0012\nversion: 1_000\n---"
    assert fields(content)["title"] == "no"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must begin with front matter"),
        (b"# Milk\n", "must begin with front matter"),
        (b"---\ntitle: milk\n", "must begin with front matter"),
        (b"---\n---\nbody", "must begin with front matter"),
        (b"---\n- milk\n---\n", "must begin with front matter"),
        (b"---\ntitle: a: b\n---\n", "not valid YAML"),
        (b"---\ntitle: \x01\n---\n", "not valid YAML"),
        (b"---\na: &a [*a]\n---\n", "not valid YAML"),
        (b"---\ntitle: milk\ndescription: x\n---\n", "below the front matter"),
        (b"---\ntitle: \xff\n---\n", "not UTF-8"),
        (b"---\ntitle: a\n---\n\xff", "not UTF-8"),
        (b"---\n'" + b"a" * (LONGEST_FRONT - 1) + b"\n---\n", f"longer than {LONGEST_FRONT}"),
        (b"---\n'" + b"a" * (LONGEST_FRONT - 2) + b"\n---\n", "not valid YAML"),
        (b"---\ntitle: a\ndone: true\n'title': b\n---\n", "title: This field is given twice."),
    ],
    ids=lambda content: content[:20],
)
def test_a_file_without_valid_front_matter_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fields(content)


def test_front_matter_that_is_nested_too_deep_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(yaml, "load", too_deep)

    with pytest.raises(ValueError, match="nested too deep"):
        fields(FILE)
