"""An array of JSON, read item by item."""

import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.transfers.readers import json_array
from api.transfers.readers.json_array import JsonScanner, NoJson
from api.transfers.readers.line import TOO_LONG, Line

LONGEST = 1000
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


def items(text: str) -> list[Line]:
    return list(JsonScanner(io.StringIO(text), LONGEST).items())


@pytest.mark.parametrize("piece", [1, 2, 7, 64])
@settings(deadline=None)
@given(values=st.lists(VALUES, max_size=5), indent=st.sampled_from([None, 0, 2]))
def test_items_are_read_as_by_json_wherever_the_pieces_end(
    piece: int, values: list[object], indent: int | None
) -> None:
    text = json.dumps(values, indent=indent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "PIECE", piece)

        assert [item.row for item in items(text)] == values


@pytest.mark.parametrize("piece", [1, 7, 64])
@settings(deadline=None)
@given(values=st.lists(VALUES, max_size=5), longest=st.integers(0, 20))
def test_an_item_too_long_is_refused_and_the_next_is_read(
    piece: int, values: list[object], longest: int
) -> None:
    text = io.StringIO(json.dumps(values))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "PIECE", piece)
        found = list(JsonScanner(text, longest).items())

    is_short = [len(json.dumps(value)) <= longest for value in values]
    assert [item.refusal is None for item in found] == is_short
    assert [item.row for item in found if item.refusal is None] == [
        value for value in values if len(json.dumps(value)) <= longest
    ]


def test_each_item_comes_with_the_line_on_which_it_begins() -> None:
    text = '\n[ {"a":\n 1},\r\n\r\n2 , 3\n]\n'

    assert items(text) == [Line(2, {"a": 1}), Line(5, 2), Line(5, 3)]


def test_items_before_the_broken_one_are_read() -> None:
    found = JsonScanner(io.StringIO('[1, 2, "3'), LONGEST).items()

    assert [next(found), next(found)] == [Line(1, 1), Line(1, 2)]
    with pytest.raises(NoJson, match="Unterminated string"):
        next(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a JSON array"),
        ('{"title": "milk"}', "not a JSON array"),
        ('"milk"', "not a JSON array"),
        ("[1 2]", "A comma, or the end"),
        ("[1,", "Expecting value"),
        ("[1", "A comma, or the end"),
        ("[,1]", "Expecting value"),
        ("[1,]", "Expecting value"),
        ("[1] [2]", "behind the end"),
        ("[oops]", "Expecting value"),
        ("[" * 100_000, "nested too deep.* end is missing"),
        ("[" + "9" * 5000, "too many digits.* end is missing"),
        ('["' + "a" * 200_000, "longer than .* end is missing"),
        ('["' + "a" * 200_000 + "\\", "longer than .* end is missing"),
        ("[{oops" + "a" * 200_000, "property name"),
    ],
    ids=lambda text: text[:10],
)
def test_a_broken_json_array_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(NoJson, match=words):
        items(text)


LONG = "a" * (LONGEST + 1)


@pytest.mark.parametrize("piece", [1, 7, 64 * 1024])
@pytest.mark.parametrize(
    ("item", "words"),
    [
        (f'"{LONG}"', TOO_LONG),
        (json.dumps({"title": LONG, "description": '"}]\\,\n\\"'}), TOO_LONG),
        (json.dumps([{"[": [LONG, {}]}, '"', "\\", "\\\\"]), TOO_LONG),
        (f"[{'[],' * LONGEST}\n\n0]", TOO_LONG),
        (f"1.{'0' * LONGEST}", TOO_LONG),
        ("[" * 5000 + "]" * 5000, "This is nested too deep."),
        ('{"a": {"title": 1, "b": 2,\n\n"title": 3}}', "title: This field is given twice."),
    ],
    ids=lambda given: given[:12],
)
def test_an_invalid_item_is_refused_alone_with_its_line(item: str, words: str, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "PIECE", piece)
        found = items(f"[1,\n{item} ,\n2]")

    assert found == [Line(1, 1), Line(2, refusal=words), Line(3 + item.count("\n"), 2)]


@pytest.mark.parametrize(
    ("begin", "piece"), [('"', "a"), ("", "[],"), ("", "["), ('"', '\\"'), ("", '"",')]
)
def test_a_long_item_takes_no_more_memory_than_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begin: str, piece: str
) -> None:
    monkeypatch.setattr(json_array, "PIECE", 4096)
    file = tmp_path / "long.json"
    file.write_text(f"[[{begin}{piece * (500_000 // len(piece))}")

    with file.open() as text:
        tracemalloc.start()
        try:
            with pytest.raises(NoJson, match="end is missing"):
                list(JsonScanner(text, LONGEST).items())
        finally:
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()

    assert peak < 60 * json_array.PIECE
