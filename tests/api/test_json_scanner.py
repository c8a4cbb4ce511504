"""An array of JSON, read item by item."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api import json_scanner
from api.json_scanner import JsonScanner, NoJson

LONGEST = 1000
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


def items(text: str) -> list[tuple[int, object]]:
    return list(JsonScanner(io.StringIO(text), LONGEST).items())


@pytest.mark.parametrize("piece", [1, 2, 7, 64])
@settings(deadline=None)
@given(values=st.lists(VALUES, max_size=5), indent=st.sampled_from([None, 0, 2]))
def test_it_reads_what_json_reads_wherever_the_pieces_end(
    piece: int, values: list[object], indent: int | None
) -> None:
    text = json.dumps(values, indent=indent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_scanner, "PIECE", piece)

        assert [item for _, item in items(text)] == values


def test_each_item_comes_with_the_line_on_which_it_begins() -> None:
    text = '\n[ {"a":\n 1},\r\n\r\n2 , 3\n]\n'

    assert items(text) == [(2, {"a": 1}), (5, 2), (5, 3)]


def test_items_before_the_broken_one_are_read() -> None:
    found = JsonScanner(io.StringIO('[1, 2, "3'), LONGEST).items()

    assert [next(found), next(found)] == [(1, 1), (1, 2)]
    with pytest.raises(NoJson, match="Unterminated string"):
        next(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON array"),
        ('{"title": "milk"}', "no JSON array"),
        ('"milk"', "no JSON array"),
        ("[1 2]", "a comma, or the end"),
        ("[1,", "Expecting value"),
        ("[1", "a comma, or the end"),
        ("[,1]", "Expecting value"),
        ("[1,]", "Expecting value"),
        ("[1] [2]", "behind the end"),
        ("[oops]", "Expecting value"),
        ("[" * 100_000, "nested too deep"),
        ("[" + "9" * 5000 + "]", "broken"),
        ('["' + "a" * 200_000 + '"]', "longer than a note"),
    ],
    ids=lambda text: text[:10],
)
def test_what_is_no_array_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(NoJson, match=words):
        items(text)


def test_no_more_is_read_than_an_item_may_have() -> None:
    text = io.StringIO('["' + "a" * 10_000_000)

    with pytest.raises(NoJson):
        list(JsonScanner(text, LONGEST).items())

    assert text.tell() <= LONGEST + 2 * json_scanner.PIECE
