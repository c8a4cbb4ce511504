"""A question for notes, and the places in its answer."""

import base64
import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.notes.reading.query import (
    HIGHEST,
    LONGEST_PLACE,
    LOWEST,
    Cursor,
    NotePage,
    NoteQuery,
    Sort,
)

BY_TEXT = (Sort.TITLE, Sort.TITLE_DOWN, Sort.LONG_UNCHANGED, Sort.LAST_CHANGED)
IDS = st.integers(LOWEST, HIGHEST)


def written(value: object) -> str:
    """A text such as a place has, of any JSON."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


def test_equal_questions_are_one() -> None:
    assert NoteQuery(q="  buy \t milk ") == NoteQuery(q="buy milk")
    assert hash(NoteQuery(q="milk\0")) == hash(NoteQuery(q="milk"))
    assert NoteQuery(q="milk") != NoteQuery(q="milk", done=False)


@pytest.mark.parametrize("blank", ["", " ", "\0", " \0\t", "\x1c", "\u3000"])
def test_a_search_for_nothing_is_none(blank: str) -> None:
    assert NoteQuery(q=blank) == NoteQuery()


def test_a_search_has_up_to_200_characters() -> None:
    assert NoteQuery(q=f"  {'a' * 200}  ").q == "a" * 200
    with pytest.raises(ValidationError):
        NoteQuery(q="a" * 201)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        (NoteQuery(), Sort.ID),
        (NoteQuery(q="milk"), Sort.BEST),
        (NoteQuery(q="milk", sort=Sort.TITLE), Sort.TITLE),
        (NoteQuery(sort=Sort.BEST), Sort.NEWEST),
        (NoteQuery(q="milk", sort=Sort.BEST), Sort.BEST),
    ],
)
def test_the_best_come_first_only_where_something_is_looked_for(
    query: NoteQuery, order: Sort
) -> None:
    assert query.order is order


@given(st.sampled_from(BY_TEXT), IDS, st.binary(max_size=300), IDS)
def test_a_place_by_text_is_read_as_it_was_written(
    order: Sort, tier: int, key: bytes, note_id: int
) -> None:
    place = Cursor(tier, key.hex().upper(), note_id)

    assert NoteQuery(sort=order, pinned_first=True).place_of(place.text(order)) == place


@given(st.sampled_from(sorted(set(Sort) - set(BY_TEXT))), IDS, IDS)
def test_a_place_by_number_is_read_as_it_was_written(order: Sort, tier: int, note_id: int) -> None:
    place = Cursor(tier, note_id, note_id)

    assert NoteQuery(q="milk", sort=order).place_of(place.text(order)) == place


def test_the_place_of_the_longest_title_is_short_enough() -> None:
    place = Cursor(1, ("🥛" * 200).encode().hex().upper(), HIGHEST)

    assert len(place.text(Sort.TITLE_DOWN)) <= LONGEST_PLACE


def test_an_id_is_a_cursor_only_in_the_order_of_ids() -> None:
    assert NotePage(after="7").place == Cursor(0, 7, 7)
    assert NotePage(after="-7", sort=Sort.NEWEST).place == Cursor(0, -7, -7)
    assert NotePage().place is None
    with pytest.raises(ValidationError, match="Link"):
        NotePage(after="7", pinned_first=True)


WRONG = [
    ["title", 0, 10**30, 1],
    ["title", 0, "\ud800", 1],
    ["title", 0, "A", 1],
    ["title", 0, "0g", 1],
    ["title", 0, True, 1],
    ["title", 0, 1, 1],
    ["title", True, "", 1],
    ["title", 0, "", 2**63],
    ["title", 10**30, "", 1],
    ["title", 0, None, 1],
    ["title", 0, "", 1, 2],
    ["title", 0, ""],
    ["-title", 0, "", 1],
    ["id", 0, 1, 1],
    {"title": 1, "a": 1, "b": 1, "c": 1},
    "four",
    None,
    1e300,
]


@pytest.mark.parametrize("wrong", [*map(written, WRONG), "", "x", "7", "é", "[", "=" * 9, "\0"])
def test_an_invalid_cursor_is_refused_with_advice(wrong: str) -> None:
    with pytest.raises(ValidationError, match="take the cursor from the Link header") as refused:
        NotePage(sort=Sort.TITLE, after=wrong)

    assert [error["loc"] for error in refused.value.errors()] == [("after",)]


@given(st.sampled_from(Sort), st.booleans(), st.text(max_size=60))
def test_no_text_at_all_is_more_than_refused(order: Sort, pinned_first: bool, text: str) -> None:
    with contextlib.suppress(ValidationError):
        NotePage(sort=order, pinned_first=pinned_first, after=text)


def test_deeply_nested_places_are_refused() -> None:
    with pytest.raises(ValidationError):
        NotePage(after=base64.urlsafe_b64encode(b"[" * 2000).decode())


def test_of_two_wrong_fields_the_place_is_not_to_blame() -> None:
    with pytest.raises(ValidationError) as refused:
        NotePage.model_validate({"sort": "colour", "after": "x"})

    assert [error["loc"] for error in refused.value.errors()] == [("sort",)]


@pytest.mark.parametrize("text", [str(-(2**63)), str(2**63 - 1)])
def test_a_place_is_any_id_that_a_note_can_have(text: str) -> None:
    assert NotePage(after=text).place == Cursor(0, int(text), int(text))


def test_the_question_for_all_parts_is_the_same_for_each() -> None:
    assert NotePage(q="milk", done=True, limit=5, after=None).question() == NoteQuery(
        q="milk", done=True
    )


@pytest.mark.parametrize(
    ("query", "quick"),
    [
        ({}, True),
        ({"pinned_first": True, "sort": "-id"}, True),
        ({"done": True}, True),
        ({"trashed": True, "sort": "-id"}, True),
        ({"done": False, "pinned_first": True, "sort": "-id"}, True),
        ({"trashed": True, "done": True}, False),
        ({"sort": "title"}, False),
        ({"sort": "-updated_at", "trashed": True}, False),
        ({"q": "milk"}, False),
        ({"tag": "shop"}, False),
    ],
)
def test_only_queries_with_an_ordered_index_are_quick(query: dict[str, Any], quick: bool) -> None:
    assert NoteQuery(**query).is_quick is quick
