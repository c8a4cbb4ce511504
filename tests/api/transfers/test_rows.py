"""What a row of an import may hold."""

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.notes.reading.query import HIGHEST, LOWEST
from api.transfers.errors import RowRefused
from api.transfers.id_allocation import LAST
from api.transfers.rows import as_stored, given_in, stored

MOMENT = "2026-11-22T19:39:54.123000Z"
TEXTS = {
    "id": "7",
    "title": " milk ",
    "description": " two\r\nlitres\n",
    "done": "true",
    "pinned": "false",
    "trashed": "false",
    "version": "3",
    "created_at": MOMENT,
    "updated_at": MOMENT,
}
VALUES = {
    "id": 7,
    "title": " milk ",
    "description": " two\r\nlitres\n",
    "done": True,
    "pinned": False,
    "trashed": False,
    "version": 3,
    "created_at": MOMENT,
    "updated_at": MOMENT,
}
STORED = {**VALUES, "created_at": stored(MOMENT), "updated_at": stored(MOMENT)}


def test_all_fields_are_taken_as_they_are() -> None:
    assert given_in(VALUES, typed=True) == STORED
    assert given_in(TEXTS, typed=False) == STORED


def test_fields_that_a_row_leaves_out_are_not_set() -> None:
    assert given_in({"title": "milk"}, typed=True) == {"title": "milk"}


@pytest.mark.parametrize("edge", [LOWEST, 0, 2**53, HIGHEST])
def test_ids_are_any_numbers_that_the_database_has(edge: int) -> None:
    assert given_in({"title": "a", "id": edge}, typed=True)["id"] == edge
    for beyond in (HIGHEST + 1, LOWEST - 1, 2**100):
        with pytest.raises(RowRefused, match=r"^id: "):
            given_in({"title": "a", "id": beyond}, typed=True)


def test_of_versions_there_are_always_more_to_come() -> None:
    assert given_in({"title": "a", "version": LAST}, typed=True)["version"] == LAST
    with pytest.raises(RowRefused, match=r"^version: "):
        given_in({"title": "a", "version": LAST + 1}, typed=True)


@pytest.mark.parametrize("title", ["\u200b", "\u00a0\u3000", "\x1f"])
def test_an_invisible_title_in_the_database_can_be_imported(title: str) -> None:
    assert given_in({"title": title}, typed=True) == {"title": title}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "7"),
        ("id", 7.0),
        ("id", True),
        ("title", None),
        ("title", ""),
        ("title", " \t\n\v\f\r"),
        ("title", "a" * 201),
        ("title", "a\0"),
        ("title", "\ud800"),
        ("title", 7),
        ("title", ["milk"]),
        ("description", None),
        ("description", "a" * 20_001),
        ("description", "\0"),
        ("done", 1),
        ("done", "true"),
        ("pinned", None),
        ("trashed", "no"),
        ("version", 0),
        ("version", 2**63 - 1),
        ("created_at", 1_700_000_000),
        ("created_at", "yesterday"),
        ("created_at", ""),
        ("updated_at", "2026-13-01T00:00:00Z"),
        ("updated_at", "0001-01-01T00:00:00+14:00"),
        ("updated_at", "9999-12-31T23:59:59-14:00"),
        ("written_by", "page"),
    ],
)
def test_an_invalid_value_is_refused_with_its_field(field: str, value: object) -> None:
    with pytest.raises(RowRefused) as refused:
        given_in({"title": "milk", field: value}, typed=True)

    assert str(refused.value).startswith(f"{field}: ")


@pytest.mark.parametrize("row", [None, 7, "milk", [], ["milk"], True])
def test_a_row_that_is_not_an_object_is_refused(row: object) -> None:
    with pytest.raises(RowRefused, match="This is not a note"):
        given_in(row, typed=True)


def test_a_row_without_a_title_is_refused() -> None:
    with pytest.raises(RowRefused, match="title: This field is required"):
        given_in({"description": "two litres"}, typed=True)


def test_a_name_with_half_a_character_is_refused_in_utf_8() -> None:
    with pytest.raises(RowRefused, match="half a character"):
        given_in({"title": "milk", "\ud800": 1}, typed=True)


def test_a_refusal_stays_short_even_with_1000_unknown_fields() -> None:
    wrong = {f"{'x' * 1000}{number}": number for number in range(1000)}

    with pytest.raises(RowRefused) as refused:
        given_in({"title": "milk", **wrong}, typed=True)

    assert len(str(refused.value)) < 2000


def test_a_time_is_stored_in_utc_to_the_millisecond() -> None:
    moment = datetime(2026, 11, 22, 19, 39, 54, 123_999, tzinfo=UTC)
    assert as_stored(moment) == stored(moment.isoformat()) == "2026-11-22 19:39:54.123"


@given(st.datetimes())
def test_every_moment_is_stored_as_the_database_wants_it(moment: object) -> None:
    written = stored(str(moment))
    as_sqlite_has_it = sqlite3.connect(":memory:").execute(
        "SELECT strftime('%Y-%m-%d %H:%M:%f', ?)", (written,)
    )
    assert as_sqlite_has_it.fetchone() == (written,)
