"""The page's address holds its query, and takes anything that people may type into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.notes.reading.query import LONGEST_SEARCH, NoteQuery, Sort
from notes_ui.page.browse.urls import EVERYTHING, in_order, query_of, query_of_path, suffix

queries = st.builds(
    NoteQuery,
    q=st.text(max_size=20).map(lambda text: " ".join(text.replace("\0", " ").split())),
    done=st.sampled_from([None, True, False]),
    tag=st.sampled_from([None, "shop", "öl"]),
    trashed=st.booleans(),
    sort=st.sampled_from([None, Sort.ID, Sort.NEWEST, Sort.TITLE, Sort.LAST_CHANGED]),
).map(in_order)


@given(queries)
def test_an_address_leads_to_its_query(query: NoteQuery) -> None:
    assert query_of_path(f"/notes{suffix(query)}") == query


def test_the_page_as_it_opens_needs_no_suffix() -> None:
    assert suffix(EVERYTHING) == ""
    assert query_of({}) == query_of_path("/notes") == EVERYTHING


def test_an_address_is_as_short_as_can_be() -> None:
    assert suffix(query_of({"q": "oat milk"})) == "?q=oat+milk"
    assert suffix(query_of({"done": "false"})) == "?done=false"
    assert suffix(query_of({"tag": "café"})) == "?tag=caf%C3%A9"
    assert suffix(query_of({"trashed": "true"})) == "?trashed=true"
    assert suffix(query_of({"sort": "title", "q": ""})) == "?sort=title"


@pytest.mark.parametrize(
    "wrong",
    [
        {"done": "perhaps"},
        {"sort": "colour"},
        {"trashed": "2"},
        {"tag": "x" * (LONGEST_SEARCH + 1)},
        {"pinned_first": "false", "limit": "9", "utm_source": "mail"},
        {"done": "", "tag": "", "sort": "", "trashed": "", "q": " "},
        {"sort": "best"},
    ],
    ids=str,
)
def test_invalid_parameters_of_an_address_are_ignored(wrong: dict[str, str]) -> None:
    assert query_of(wrong) == EVERYTHING
    assert query_of({"q": "milk", **wrong}).q == wrong.get("q", "milk").strip()


def test_a_search_that_is_too_long_is_cut() -> None:
    assert query_of({"q": "x" * 1000}).q == "x" * LONGEST_SEARCH


def test_a_tag_may_be_given_with_its_sign() -> None:
    assert query_of_path("/notes?tag=%23shop") == query_of_path("/notes?tag=shop")


def test_pinned_notes_come_first_but_for_matches_and_trash() -> None:
    assert query_of({}).pinned_first
    assert query_of({"sort": "title"}).pinned_first
    assert query_of({"q": "milk", "sort": "title"}).pinned_first
    assert not query_of({"q": "milk"}).pinned_first
    assert not query_of({"trashed": "true"}).pinned_first


def test_matches_come_best_first_and_the_trash_last_deleted_first() -> None:
    assert query_of({"q": "milk"}).sort is Sort.BEST
    assert query_of({"trashed": "true", "sort": "title"}).sort is Sort.LAST_CHANGED
