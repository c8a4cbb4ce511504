"""Rows of CSV of which one is too long: it is passed over, and the next one is found."""

import csv
import io
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.transfers.errors import ImportUnreadable
from api.transfers.readers import csv_rows
from api.transfers.readers.csv_rows import CsvRows
from api.transfers.readers.line import LONGEST, TOO_LONG, Line
from tests.api.transfers.readers.test_csv import read

LONG = "x" * LONGEST
MILK = {"title": "milk", "done": "true"}
SIGNS = st.text('",\n\r\nab', max_size=30)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    ("row", "number_of_lines"),
    [
        (LONG, 1),
        (f"{LONG}{LONG},true", 1),
        (f'a"{LONG},"true"', 1),
        (f'"{LONG}","a, b"', 1),
        (f'"{LONG}""","true"', 1),
        (f'"{LONG}{{0}}""{{0}},{{0}}",true', 4),
        ('"a"",{0}' + f"{'b' * 1023}{{0}}" * 1024 + '"', 1 + 1024 + 1),
        ("," * (LONGEST + 1), 1),
        (f'{"," * LONGEST}"{{0}}"', 2),
    ],
    ids=lambda given: str(given)[:8],
)
def test_a_row_that_is_too_long_is_refused_alone(row: str, number_of_lines: int, end: str) -> None:
    text = f"title,done{{0}}milk,true{{0}}{row}{{0}}milk,true{{0}}".replace("{0}", end)

    assert read(text) == [
        Line(2, MILK),
        Line(3, refusal=TOO_LONG),
        Line(3 + number_of_lines, MILK),
    ]


@pytest.mark.parametrize("length", range(LONGEST - 2, LONGEST + 3))
def test_wherever_it_is_cut_the_end_of_a_line_counts_once(length: int) -> None:
    *_, milk = read(f"title\r\n{'x' * length}\r\nmilk\r\n")

    assert milk == Line(3, {"title": "milk"})


@pytest.mark.parametrize("row", [f'"{LONG}\n\n', f'"{LONG}"x\nmilk\n'])
def test_broken_quotes_refuse_the_whole_file(row: str) -> None:
    with pytest.raises(ImportUnreadable, match=r"^Line [3-5]: the CSV is broken: "):
        read(f"title\nmilk\n{row}")


def test_a_first_row_that_is_too_long_names_no_columns() -> None:
    with pytest.raises(ImportUnreadable, match="must name the columns"):
        read(f"title,{LONG}\nmilk\n")


@pytest.mark.parametrize("piece", [1, 2, 3, 5])
@settings(deadline=None)
@given(text=SIGNS)
def test_the_reader_finds_the_same_rows_as_the_standard_library(piece: int, text: str) -> None:
    """With so short a piece nearly every row is passed over."""
    csv.field_size_limit(LONGEST)
    try:
        whole = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        whole = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_rows, "LONGEST", piece)
        try:
            found = list(CsvRows(io.StringIO(text, newline="")))
        except csv.Error:
            assert whole is None
            return

    assert whole is not None
    assert len(found) == len(whole)
    assert all(cells in (None, row) for (_, cells), row in zip(found, whole, strict=True))


@pytest.mark.parametrize(
    ("begin", "piece"), [("", "x"), ('"', f"{'a' * 63}\n"), ("", ","), ("", '""')]
)
def test_a_long_row_takes_no_more_memory_than_a_note(
    tmp_path: Path, begin: str, piece: str
) -> None:
    file = tmp_path / "long.csv"
    file.write_text(begin + piece * (5 * LONGEST // len(piece)))

    with file.open(newline="") as text, suppress(csv.Error):
        tracemalloc.start()
        try:
            assert [cells for _, cells in CsvRows(text)] == [None]
        finally:
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()

    assert peak < 50 * LONGEST
