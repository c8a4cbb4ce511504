"""Rows that wait, and what became of them."""

import weakref
from collections.abc import Iterator

import pytest

from api.transfers.models import Outcome
from api.transfers.readers.line import Line
from api.transfers.staging import AT_ONCE, Staging


@pytest.fixture
def staging() -> Iterator[Staging]:
    with Staging() as made:
        yield made


def add(staging: Staging, *rows: object) -> None:
    staging.add([Line(number, row) for number, row in enumerate(rows, 1)], typed=True)


def test_rows_with_an_id_and_without_come_in_their_order(staging: Staging) -> None:
    add(staging, {"title": "a", "id": 5}, {"title": "b"}, {"title": "c", "id": 3})

    assert [row.id for part in staging.numbered() for row in part] == [5, 3]
    assert [row.given for part in staging.new() for row in part] == ['{"title":"b"}']


def test_rows_come_in_parts_that_are_settled_in_between(staging: Staging) -> None:
    add(staging, *({"title": f"n{number}"} for number in range(2 * AT_ONCE + 1)))

    sizes = []
    for part in staging.new():
        sizes.append(len(part))
        staging.settle(
            [
                {"at": row.place, "outcome": Outcome.MADE, "note_id": 7, "detail": None}
                for row in part
            ]
        )

    assert sizes == [AT_ONCE, AT_ONCE, 1]
    assert staging.counts() == {"made": 2 * AT_ONCE + 1}


def test_refused_rows_are_reported_with_line_and_reason(staging: Staging) -> None:
    staging.add([Line(4, refusal="too long"), Line(9, {"title": ""}, "a.md")], typed=True)

    (part,) = staging.report()
    assert [(row.line, row.entry, row.outcome, row.detail) for row in part] == [
        (4, None, "refused", "too long"),
        (
            9,
            "a.md",
            "refused",
            "title: it is blank; give at least one visible character",
        ),
    ]


def test_of_rows_with_one_id_the_first_sound_one_stands(staging: Staging) -> None:
    add(staging, {"id": 1, "title": ""}, {"id": 1, "title": "a"}, {"id": 1, "title": "b"})
    add(staging, {"id": 2, "title": "c"}, {"id": 1, "title": "d"})

    staging.refuse_repeated()

    assert [row.given for part in staging.numbered() for row in part] == [
        '{"title":"a"}',
        '{"title":"c"}',
    ]
    assert staging.counts()["refused"] == 3


def test_the_last_of_several_files_with_one_name_counts(staging: Staging) -> None:
    names = ["a.md", "b.md", "a.md", None, None]
    rows = [Line(n, {"id": n % 3, "title": "t"}, name) for n, name in enumerate(names, 1)]

    staging.add(rows, typed=True)
    staging.refuse_repeated()

    report = [(row.line, row.outcome) for part in staging.report() for row in part]
    assert report == [(1, "refused"), (2, None), (3, None), (4, None), (5, "refused")]


def test_rows_are_checked_as_they_come_and_not_held(staging: Staging) -> None:
    """A hundred of the longest would be too much."""

    class Row(dict[str, object]):
        pass

    def lines() -> Iterator[Line]:
        made: list[weakref.ref[Row]] = []
        for number in range(5):
            assert sum(row() is not None for row in made) <= 1
            row = Row(title="a")
            made.append(weakref.ref(row))
            yield Line(number, row)
            del row

    assert staging.add(lines(), typed=True) == 5
    assert staging.add([], typed=True) == 0


def test_a_shortened_report_keeps_refused_rows_and_their_order(staging: Staging) -> None:
    add(staging, {"title": "a"}, {"title": ""}, {"title": "c"}, {"title": ""}, {"title": "e"})
    for part in staging.new():
        staging.settle(
            [
                {"at": row.place, "outcome": Outcome.MADE, "note_id": None, "detail": None}
                for row in part
            ]
        )

    assert [row.line for row in staging.shortened_report(3)] == [1, 2, 4]
