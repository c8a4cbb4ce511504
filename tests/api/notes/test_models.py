"""What comes in, what goes out, and what of it is refused; the texts also in test_notes_texts."""

import re
import sys
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.dialects import sqlite

from api.db.tables import UtcDateTime
from api.notes.models import (
    DESCRIPTION_LENGTH,
    TITLE_LENGTH,
    Action,
    NoteCreate,
    NotePublic,
    NoteUpdate,
)

NOTE = NotePublic(
    id=1,
    title="milk",
    description="",
    done=False,
    version=1,
    created_at=datetime(2026, 11, 22, 19, 39, 54, 123_000, tzinfo=UTC),
    updated_at=datetime(2026, 11, 22, 19, 39, 54, 123_000, tzinfo=UTC),
)


def test_the_limits_are_those_of_the_contract() -> None:
    assert (TITLE_LENGTH, DESCRIPTION_LENGTH) == (200, 20_000)


def test_actions_read_as_they_are_told() -> None:
    assert [str(action) for action in Action] == ["create", "update", "delete"]


def test_a_new_note_needs_a_title_only() -> None:
    assert NoteCreate(title=" milk ").model_dump() == {"title": "milk", "description": ""}


@pytest.mark.parametrize("title", ["", "  ", "\u200b\u200d", "\0", "a\0b", "a" * 201])
def test_a_title_that_cannot_be_is_refused_in_words(title: str) -> None:
    for made in (NoteCreate, NoteUpdate):
        with pytest.raises(ValidationError) as refused:
            made(title=title)
        assert [error["loc"] for error in refused.value.errors()] == [("title",)]


@pytest.mark.parametrize("title", ["-", "🥛", "\u200bmilk", "e\u0301", "\u0301", "ـ", "0"])
def test_a_title_is_not_blank_when_anything_of_it_shows(title: str) -> None:
    assert NoteCreate(title=title).title == title


def test_changes_know_which_fields_were_given() -> None:
    assert NoteUpdate().given() == {}
    assert NoteUpdate(done=False).given() == {"done": False}
    assert NoteUpdate(pinned=True).given() == {"pinned": True}
    assert NoteUpdate(title=" oats ", description="").given() == {
        "title": "oats",
        "description": "",
    }


@pytest.mark.parametrize("field", ["title", "description", "done", "pinned"])
def test_a_change_to_null_is_refused(field: str) -> None:
    with pytest.raises(ValidationError, match="null is not allowed"):
        NoteUpdate.model_validate({field: None})


def test_a_note_of_an_older_version_has_default_flags() -> None:
    written = NOTE.model_dump(exclude={"pinned", "trashed"})

    assert NotePublic.model_validate(written) == NOTE
    assert (NOTE.pinned, NOTE.trashed) == (False, False)


def test_a_note_that_was_read_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        NOTE.title = "oats"  # type: ignore[misc]


def test_times_go_out_as_iso_8601_with_an_offset() -> None:
    written = TypeAdapter(NotePublic).dump_python(NOTE, mode="json")["created_at"]

    assert datetime.fromisoformat(written) == NOTE.created_at
    assert datetime.fromisoformat(written).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (None, None),
        (datetime(2026, 1, 2, 3, 4, 5), datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),  # noqa: DTZ001
        (
            datetime(2026, 1, 2, 5, 4, 5, tzinfo=timezone(timedelta(hours=2))),
            datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        ),
    ],
)
def test_a_moment_is_read_in_utc(stored: datetime | None, read: datetime | None) -> None:
    assert UtcDateTime().process_result_value(stored, sqlite.dialect()) == read


def test_the_json_schema_knows_the_invisible_characters_of_unicode() -> None:
    schema = NoteCreate.model_json_schema()["properties"]["title"]
    categories = {"Cc", "Cf", "Zl", "Zp", "Zs"}
    for character in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(character) in categories:
            assert not re.search(schema["pattern"], character), hex(ord(character))
    for seen in ("a", "é", "🥛", "\u200d\u0301", " . ", "\ue000", "\U000e0100"):
        assert re.search(schema["pattern"], seen), seen


def test_null_is_no_value_in_json_schema_either() -> None:
    fields = NoteUpdate.model_json_schema()["properties"]

    assert {name: field["type"] for name, field in fields.items()} == {
        "title": "string",
        "description": "string",
        "done": "boolean",
        "pinned": "boolean",
    }
    assert not [field for field in fields.values() if "default" in field]
