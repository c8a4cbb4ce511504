"""Out of one database and into another: the same notes, byte for byte."""

import sqlite3
from datetime import datetime
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.notes.models import NotePublic
from api.notes.reading.query import LOWEST
from api.transfers.formats import Format
from api.transfers.id_allocation import LAST
from tests.api.support.recomputed import assert_all_is_kept
from tests.api.support.transfer import (
    COLUMNS,
    FORMATS,
    INSERT,
    exported,
    imported,
    rows,
    some_notes,
)

HOSTILE = [*"-\r\n\"',:#=& \t{}[]|>%@`\\/!*?", "---\n", "\x01", "\x1b", "\x7f", "\x85", "\u2028"]
HOSTILE += ["\xa0", "\u200b", "\ufeff", "\ufffe", "\uffff", "\U0001f95b", "\U0010ffff", "é"]
HOSTILE += ["e\u0301", "no", "null"]
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.lists(st.sampled_from(HOSTILE) | ANY, max_size=40).map("".join)
FLAGS = st.booleans()
VERSIONS = st.integers(1, LAST)
Row = tuple[Any, ...]


def is_storable(title: str) -> bool:
    """Whether another program may write it: the database minds no other blanks."""
    return title.strip(" \t\n\v\f\r") != ""


def stored(moment: datetime) -> str:
    return moment.isoformat(" ", "milliseconds")


TITLES = TEXTS.filter(is_storable)
MOMENTS = st.datetimes().map(stored)
NOTES = st.lists(
    st.tuples(
        st.integers(LOWEST, LAST) | st.integers(1, 9),
        TITLES,
        TEXTS,
        FLAGS,
        VERSIONS,
        MOMENTS,
        MOMENTS,
        FLAGS,
        FLAGS,
    ),
    max_size=5,
    unique_by=lambda row: row[0],
)


def test_the_comparison_covers_every_field_of_a_note() -> None:
    assert set(COLUMNS.split(", ")) == set(NotePublic.model_fields)


@pytest.mark.parametrize("written", FORMATS)
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(notes=NOTES)
async def test_an_export_is_imported_as_the_same_notes_to_the_byte(
    client: httpx.AsyncClient,
    foreign: sqlite3.Connection,
    *,
    other: httpx.AsyncClient,
    others: sqlite3.Connection,
    written: Format,
    notes: list[Row],
) -> None:
    for connection in (foreign, others):
        connection.execute("DELETE FROM note")
    foreign.executemany(INSERT, notes)
    content = await exported(client, written)

    report = await imported(other, content, written)

    assert report["taken"] == {"made": len(notes), "changed": 0, "unchanged": 0}, report
    assert rows(others) == rows(foreign)
    assert await exported(other, written) == content


@pytest.mark.parametrize("written", FORMATS)
async def test_search_tags_counts_and_the_feed_know_what_was_imported(
    client: httpx.AsyncClient,
    foreign: sqlite3.Connection,
    other: httpx.AsyncClient,
    others: sqlite3.Connection,
    written: Format,
) -> None:
    some_notes(foreign)
    foreign.execute("INSERT INTO note (title, description) VALUES ('tagged #a', '#b and #c')")

    await imported(other, await exported(client, written), written)

    assert_all_is_kept(others)
    told = others.execute("SELECT action, note_id FROM note_change ORDER BY seq").fetchall()
    assert told == [("create", 1), ("create", 7), ("create", 41)], "what is in the trash is no news"


@pytest.mark.parametrize("written", FORMATS)
async def test_the_same_file_once_more_changes_nothing(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, written: Format
) -> None:
    some_notes(foreign)
    before = rows(foreign)
    content = await exported(client, written)

    for wishes in ({}, {"on_conflict": "replace"}, {"on_conflict": "copy"}):
        report = await imported(client, content, written, **wishes)

        assert report["taken"] == {"made": 0, "changed": 0, "unchanged": 3}
    assert rows(foreign) == before
