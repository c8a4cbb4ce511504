"""Where something that is shown stands in the Markdown that it was made of."""

import pytest

from notes_ui.text.source_place import source_place


@pytest.mark.parametrize(
    ("written", "shown", "offset", "before"),
    [
        ("Two photos", ["Two photos"], 4, "Two "),
        ("**Two** photos", ["Two", " photos"], 1, "**Two** "),
        ("[a](http://x.test/a) a", ["a", " a"], 1, "[a](http://x.test/a) "),
        (r"5 \* 3 &amp; 2", ["5 * 3 & 2"], 4, r"5 \* "),
        (r"5 \* 3 &amp; 2", ["5 * 3 & 2"], 9, r"5 \* 3 &amp; 2"),
        ("- one\n- one", ["one", "one"], 0, "- one\n- "),
        ("```\na = 1\nb = a\n```", ["a = 1\nb = a\n"], 10, "```\na = 1\nb = "),
        ("one two three", ["one two…"], 8, "one two"),
        ("", [""], 0, ""),
        ("other", ["words"], 3, "other"),
    ],
)
def test_a_place_in_what_is_shown_is_one_in_what_was_written(
    written: str, shown: list[str], offset: int, before: str
) -> None:
    assert written[: source_place(written, shown, offset)] == before
