"""Files of any format, with what is usually wrong with them."""

import io

import pytest

from api.transfers.errors import ImportUnreadable
from api.transfers.formats import Format
from api.transfers.readers.files import lines
from api.transfers.readers.line import LONGEST, TOO_LONG, Line
from tests.api.transfers.readers.test_zip import archive_of

MILK = {"title": "milk"}
FILES = {
    Format.JSON: b'[{"title": "milk"}]',
    Format.NDJSON: b'{"title": "milk"}\n',
    Format.CSV: b"title\r\nmilk\r\n",
}
TEXTS = list(FILES)


def read(content: bytes, written: Format = Format.NDJSON) -> list[Line]:
    return list(lines(io.BytesIO(content), written, LONGEST))


@pytest.mark.parametrize("written", TEXTS)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_each_format_is_read_with_a_byte_order_mark_and_without(
    written: Format, mark: bytes
) -> None:
    (line,) = read(mark + FILES[written], written)
    assert line.row == MILK


def test_markdown_is_a_zip() -> None:
    content = archive_of({"a.md": b"---\ntitle: milk\n---\n"})
    assert read(content, Format.MARKDOWN) == [Line(1, {**MILK, "description": ""}, "a.md")]


@pytest.mark.parametrize("written", TEXTS)
def test_the_file_stays_open(written: Format) -> None:
    file = io.BytesIO(FILES[written])
    list(lines(file, written, LONGEST))
    assert not file.closed


def test_lines_of_ndjson_may_be_blank_and_end_as_they_like() -> None:
    content = b'\n{"title": "milk"}\r\n  \n\t{"title": "milk"} \n{"title": "milk"}'
    assert read(content) == [Line(2, MILK), Line(4, MILK), Line(5, MILK)]
    assert read(b"") == []


@pytest.mark.parametrize(
    "broken", [b"{", b"milk", b'{"title": "\xff"}', b'{"title": "\\ud800"}', b"[" * 5000, b"{}{}"]
)
def test_a_broken_line_of_ndjson_is_refused_and_the_next_is_read(broken: bytes) -> None:
    refused, milk = read(broken + b'\n{"title": "milk"}\n')

    assert str(refused.refusal).startswith("This is not valid JSON")
    assert milk == Line(2, MILK)


def test_a_visibly_cut_last_line_is_refused_alone() -> None:
    milk, cut = read(b'{"title": "milk"}\n{"title": "bre')
    assert (milk, str(cut.refusal)[:17]) == (Line(1, MILK), "This is not valid")
    milk, cut = read(b"title,done\r\nmilk,true\r\nbre", Format.CSV)
    assert (milk.refusal, str(cut.refusal)[:11]) == (None, "This row ha")
    assert read(b"title\r\nmilk\r\nbre", Format.CSV)[1].row == {"title": "bre"}


def test_a_line_too_long_is_refused_and_the_next_is_read() -> None:
    refused, milk = read(b"x" * (3 * LONGEST + 5) + b'\n{"title": "milk"}\n')

    assert "longer than" in str(refused.refusal)
    assert milk == Line(2, MILK)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b'{"title": "a", "done": true, "title": "b"}', "title: This field is given twice."),
        (b'{"title": "%s"}' % (b"a" * LONGEST), TOO_LONG),
    ],
    ids=["twice", "long"],
)
def test_a_repeated_field_or_long_row_is_refused_with_its_line(row: bytes, words: str) -> None:
    refused = Line(2, refusal=words)

    assert read(b'{"title": "milk"}\n' + row) == [Line(1, MILK), refused]
    assert read(b'[{"title": "milk"},\n%s]' % row, Format.JSON) == [Line(1, MILK), refused]


def test_an_endless_number_is_refused_in_plain_words() -> None:
    row = b'{"title": "milk", "version": %s}' % (b"9" * 5000)

    refused = read(row) + read(b"[%s]" % row, Format.JSON)

    assert [line.refusal for line in refused] == [
        "This is not valid JSON: number is infinity when parsed as double.",
        "A number here has too many digits.",
    ]


@pytest.mark.parametrize("written", [Format.JSON, Format.CSV])
@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_in_another_encoding_than_utf_8_is_refused(written: Format, encoding: str) -> None:
    content = FILES[written].decode().replace("milk", "crème").encode(encoding)

    with pytest.raises(ImportUnreadable, match="not UTF-8"):
        read(content, written)


@pytest.mark.parametrize(
    ("written", "begin", "row"),
    [(Format.CSV, "title\r\n", "milk\r\n"), (Format.JSON, "[\n", '{"title": "milk"},\n')],
)
@pytest.mark.parametrize("before", [0, 1, 5000])
def test_the_refusal_names_the_first_line_that_is_not_utf_8(
    written: Format, begin: str, row: str, before: int
) -> None:
    content = (begin + row * before).encode() + row.replace("milk", "crème").encode("latin-1")

    with pytest.raises(ImportUnreadable, match=f"^Line {before + 2}: The file is not UTF-8"):
        read(content, written)


def test_an_array_that_breaks_off_says_where() -> None:
    with pytest.raises(ImportUnreadable, match=r"^Line 2: "):
        read(b'[{"title": "milk"},\n{"title": ', Format.JSON)
