"""Task lines are found where they are shown, and a tick changes one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_ui.rendering.markdown import render
from notes_ui.rendering.tasks import task_text, tasks, tick

PIECES = [
    *("- ", "* ", "+ ", "1. ", "2) ", "> ", "  ", "    ", "\t", "\n", "\r\n", "\r", "\n\n"),
    *("[ ] ", "[x] ", "[X]\t", "[ ]", "[x]", "- [ ] ", "- [x] a\n", "\n- [ ] b", "milk", "[a](b)"),
    *(
        "```\n",
        "~~~\r",
        "# ",
        "---",
        "|a|b|\n|-|-|\n",
        "[x]: http://a.b\n",
        "`",
        " ",
        "\u2028",
        "é",
    ),
]
descriptions = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def test_every_kind_of_list_can_hold_tasks() -> None:
    assert tasks("- [ ] milk\n* [x] bread\n+ [X] tea\n\n1. [ ] one\n2) [x] two") == [
        *(False, True, True),
        *(False, True),
    ]


def test_tasks_are_found_in_lists_in_lists_and_in_quotes() -> None:
    assert tasks("- [ ] a\n  - [x] b\n    1. [ ] c\n\n> - [x] d\n\n- - [ ] e") == [
        *(False, True, False, True, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("[ ] milk", "-[ ] milk", "- [] milk", "- [ ]milk", "- [y] milk", "- \\[ ] milk"),
        *("```\n- [ ] milk\n```", "    - [ ] milk", "`- [ ] milk`", "-     [ ] milk", ""),
    ],
)
def test_malformed_and_quoted_tasks_are_not_tasks(text: str) -> None:
    assert tasks(text) == []
    assert "<button" not in render(text)
    with pytest.raises(IndexError):
        tick(text, 0, True)
    with pytest.raises(IndexError):
        task_text(text, 0)


def test_a_tick_changes_one_character_and_not_a_byte_of_the_rest() -> None:
    text = (
        "Shopping  \r\n\r\n-\t[ ] milk \t\r\n* [x] tea\r  > - [ ] nested\n\n\t- [ ] code?\u2028\n "
    )
    assert tick(text, 0, True) == text.replace("[ ] milk", "[x] milk")
    assert tick(text, 1, False) == text.replace("[x] tea", "[ ] tea")
    assert tick(text, 2, True) == text.replace("[ ] nested", "[x] nested")


def test_a_tick_that_is_there_stays_as_it_is_written() -> None:
    assert tick("- [X] milk", 0, True) == "- [X] milk"
    assert tick("- [X] milk", 0, False) == "- [ ] milk"


def test_of_two_tasks_on_one_line_the_right_one_is_ticked() -> None:
    assert tick("- [ ] - [ ] [ ] milk", 0, True) == "- [x] - [ ] [ ] milk"
    assert tick("- [ ] - [ ] [ ] milk", 1, True) == "- [ ] - [x] [ ] milk"


@pytest.mark.parametrize("index", [-1, 2, 100])
def test_a_task_line_that_is_not_there_is_an_error(index: int) -> None:
    with pytest.raises(IndexError):
        tick("- [ ] milk\n- [ ] tea", index, True)
    with pytest.raises(IndexError):
        task_text("- [ ] milk\n- [ ] tea", index)


def test_the_text_of_a_task_line_is_what_is_written_behind_its_box() -> None:
    text = "- [ ]  **milk** #shop \r\n- [x] tea\n  and more\n- [ ] "
    assert [task_text(text, index) for index in range(3)] == ["**milk** #shop", "tea", ""]


@given(descriptions)
def test_there_are_as_many_buttons_as_tasks(text: str) -> None:
    html = render(text, task="task-5-3")
    found = tasks(text)
    assert html.count("<button") == len(found)
    assert html.count('aria-checked="true"') == sum(found)
    for index, ticked in enumerate(found):
        assert f'command="--task-5-3-{index}-{int(not ticked)}"' in html


@given(descriptions, st.data())
def test_a_tick_ticks_just_that_task_and_can_be_taken_back(text: str, data: st.DataObject) -> None:
    if not (before := tasks(text)):
        return
    index = data.draw(st.integers(0, len(before) - 1))
    ticked = tick(text, index, True)
    assert tasks(ticked) == [*before[:index], True, *before[index + 1 :]]
    assert task_text(ticked, index) == task_text(text, index)
    if not before[index]:
        assert tick(ticked, index, False) == text
    assert sum(old != new for old, new in zip(text, ticked, strict=True)) == (not before[index])
