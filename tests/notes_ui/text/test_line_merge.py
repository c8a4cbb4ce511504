"""Two people's changes of one text: different lines merge, only the same line is a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_ui.text.line_merge import MOST_COMPARED, Merged, added, merge, plain

TEXTS = st.lists(st.sampled_from(["", "milk", "bread", "eggs", "- [ ] tea"]), max_size=8).map(
    "\n".join
)
MINE = st.lists(st.sampled_from(["", "milk", "bread", "mine", "mine too"]), max_size=8)
THEIRS = st.lists(st.sampled_from(["", "milk", "bread", "theirs", "theirs too"]), max_size=8)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text"),
    [
        ("milk\nbread\neggs", "oats\nbread\neggs", "milk\nbread\nham", "oats\nbread\nham"),
        ("milk\nbread", "oats\nbread", "milk\nrye", "oats\nrye"),  # lines that are neighbours
        ("milk", "oats", "milk\nbread", "oats\nbread"),
        ("milk", "milk\nmine", "milk\ntheirs", "milk\ntheirs\nmine"),  # both go on with the list
        ("milk\nbread", "bread", "milk\nbread\neggs", "bread\neggs"),
        ("milk", "milk\n", "milk\nbread", "milk\nbread\n"),
        ("milk\n", "milk\nbread", "oats\n", "oats\nbread"),
        ("milk\nbread\neggs", "oats\nbread", "milk\nbread\neggs", "oats\nbread"),
        ("oats\nbread", "milk\nbread\neggs", "oats\nbread", "milk\nbread\neggs"),
        ("milk\nbread\neggs", "oats\nrice\nbread\nham", "milk\nrye\neggs", "oats\nrice\nrye\nham"),
        ("milk", "oats", "oats", "oats"),
        ("", "", "milk", "milk"),
        ("milk\r\nbread", "oats\nbread", "milk\r\nrye", "oats\nrye"),
        ("milk\rbread", "milk\nbread\neggs", "milk\rbread", "milk\nbread\neggs"),
    ],
)
def test_different_lines_are_merged_without_a_question(
    base: str, mine: str, theirs: str, text: str
) -> None:
    merged = merge(base, mine, theirs)
    assert (merged.text, merged.met) == (text, False)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "as_mine", "as_theirs"),
    [
        ("milk", "oats", "rice", "oats", "rice"),
        ("", "oats", "rice", "oats", "rice"),
        ("milk\nbread", "bread", "rice\nbread", "bread", "rice\nbread"),
        ("milk\nbread", "oats\nrye", "rice\nbread", "oats\nrye", "rice\nrye"),
    ],
)
def test_the_same_line_is_a_question_and_the_others_are_merged(
    base: str, mine: str, theirs: str, as_mine: str, as_theirs: str
) -> None:
    assert merge(base, mine, theirs).met
    assert merge(base, mine, theirs).text == as_theirs
    assert merge(base, mine, theirs, prefer_mine=True).text == as_mine


@pytest.mark.parametrize(
    ("mine", "text"),
    [
        ("- [ ] oat milk", "- [x] oat milk"),
        ("- [ ] mi\n- [ ] lk", "- [x] mi\n- [ ] lk"),
        ("- [ ] milk\n- [ ] ", "- [x] milk\n- [ ] "),
        ("no task any more", "no task any more"),
        ("", ""),
    ],
)
def test_a_task_ticked_while_its_line_is_typed_is_no_question(mine: str, text: str) -> None:
    one = merge("- [ ] milk", mine, "- [x] milk")
    other = merge("- [ ] milk", "- [x] milk", mine)
    assert [(one.text, one.met), (other.text, other.met)] == [(text, False)] * 2


def test_a_task_that_one_ticks_and_the_other_deletes_is_deleted() -> None:
    base, ticked, rest = "- [ ] milk\nbread", "- [x] milk\nrye", "bread"
    assert merge(base, ticked, rest) == merge(base, rest, ticked) == Merged("rye", met=False)


@given(TEXTS, TEXTS)
def test_a_change_of_one_person_alone_is_the_result(base: str, now: str) -> None:
    for merged in (merge(base, now, base), merge(base, base, now), merge(base, now, now)):
        assert (merged.text, merged.met) == (now, False)


@given(TEXTS, MINE, THEIRS)
def test_no_line_of_anybody_is_lost_without_a_question(
    base: str, mine: list[str], theirs: list[str]
) -> None:
    texts = base, "\n".join(mine), "\n".join(theirs)
    merged = merge(*texts)
    lines = merged.text.split("\n")
    assert {line for line in theirs if "theirs" in line} <= set(lines)
    if not merged.met:
        assert {line for line in mine if "mine" in line} <= set(lines)
    preferred = merge(*texts, prefer_mine=True)
    assert {line for line in mine if "mine" in line} <= set(preferred.text.split("\n"))
    assert preferred.met == merged.met


@given(TEXTS, MINE, THEIRS)
def test_a_merge_conflicts_for_both_writers_or_for_neither(
    base: str, mine: list[str], theirs: list[str]
) -> None:
    one, other = "\n".join(mine), "\n".join(theirs)
    assert merge(base, one, other).met == merge(base, other, one).met


def test_long_texts_are_merged_where_they_begin_and_end_alike() -> None:
    base = "\n".join(str(number) for number in range(5 * MOST_COMPARED))
    merged = merge(base, f"mine\n{base}", f"{base}\ntheirs")
    assert (merged.text, merged.met) == (f"mine\n{base}\ntheirs", False)


def test_added_lines_are_those_that_the_old_text_lacks() -> None:
    assert added("milk\nbread", "milk\n\nrye\neggs") == ["rye", "eggs"]
    assert added("milk\nbread", "bread") == []


def test_of_a_long_text_only_what_was_added_is_told() -> None:
    base = "\n".join(str(number) for number in range(2 * MOST_COMPARED))
    assert added(base, f"{base}\nlast") == ["last"]
    assert added(base, f"first\n{base}") == ["first"]


def test_a_browser_has_one_kind_of_line_end() -> None:
    assert plain("a\r\nb\rc\n") == "a\nb\nc\n"
