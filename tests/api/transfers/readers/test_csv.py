"""Rows of CSV, as spreadsheets write them."""

import io

import pytest

from api.transfers.errors import ImportUnreadable
from api.transfers.readers.csv import csv_lines
from api.transfers.readers.line import Line


def read(text: str) -> list[Line]:
    return list(csv_lines(io.StringIO(text, newline="")))


def rows(text: str) -> list[object]:
    return [line.row for line in read(text)]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_rows_come_with_their_names_whatever_ends_the_lines(end: str) -> None:
    assert rows(end.join(["title,id", "milk,1", "bread,2"])) == [
        {"title": "milk", "id": "1"},
        {"title": "bread", "id": "2"},
    ]


def test_columns_come_in_any_order_and_may_be_left_out() -> None:
    assert rows("done,title\ntrue,milk\n") == [{"done": "true", "title": "milk"}]


def test_an_empty_cell_is_nothing_but_where_a_text_is_wanted() -> None:
    text = "id,title,description,done,created_at\n,,,,\n"
    assert rows(text) == [{"title": "", "description": ""}]


def test_in_quotes_anything_goes_and_stays_as_it_is() -> None:
    text = 'title,description\r\n"a ""b"", c","one\r\ntwo\nthree\rfour\n"\r\n'
    assert rows(text) == [{"title": 'a "b", c', "description": "one\r\ntwo\nthree\rfour\n"}]


def test_a_row_is_told_by_the_line_on_which_it_begins() -> None:
    lines = read('title\n"a\nb\nc"\n\n\nd\n"e\n"\nf\n')
    assert [line.number for line in lines] == [2, 7, 8, 10]


def test_a_row_with_a_wrong_number_of_cells_is_refused() -> None:
    few, many, milk = read("title,done\na\nb,true,c\nmilk,true\n")

    assert few == Line(2, refusal="This row has 1 cells, but the first row names 2 columns.")
    assert many.refusal is not None
    assert milk == Line(4, {"title": "milk", "done": "true"})


@pytest.mark.parametrize("text", ["", "\n", "milk\n", "id;title\n1;milk\n", "Title\nmilk\n"])
def test_without_names_in_the_first_row_it_is_refused_in_words(text: str) -> None:
    with pytest.raises(ImportUnreadable, match="The first row must name the columns"):
        read(text)


@pytest.mark.parametrize("text", ["title,title\na,b\n", "id,title,done,id\n1,a,true,2\n"])
def test_a_column_that_is_named_twice_is_refused(text: str) -> None:
    with pytest.raises(ImportUnreadable, match="names a column twice"):
        read(text)


def test_empty_columns_at_the_end_of_a_spreadsheet_do_no_harm() -> None:
    assert rows("title,,\nmilk,,\n") == [{"title": "milk"}]


@pytest.mark.parametrize("text", ['title\na\n"b\nc\n', 'title\na\n"b"c\n', 'title\na\n"b'])
def test_a_csv_with_broken_quotes_is_refused_with_the_line(text: str) -> None:
    with pytest.raises(ImportUnreadable, match=r"^Line [34]: the CSV is broken: "):
        read(text)


def test_rows_of_any_number_are_no_row_too_long() -> None:
    assert len(read("title\n" + f"{'a' * 999}\n" * 3000)) == 3000
