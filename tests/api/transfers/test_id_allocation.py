"""Which ids an import may give."""

import pytest

from api.notes.reading.query import HIGHEST, LOWEST
from api.transfers.id_allocation import LAST, LEAP, Numbering


@pytest.mark.parametrize("number", [LOWEST, 0, 1, 2**53, LAST])
def test_an_id_is_accepted_if_billions_of_ids_follow_it(number: int) -> None:
    assert Numbering(0).takes(number)


@pytest.mark.parametrize("number", [LAST + LEAP, HIGHEST - 1, HIGHEST])
def test_there_is_no_leap_to_the_last_ones(number: int) -> None:
    assert not Numbering(LAST - 1).takes(number)


def test_near_to_the_last_ones_they_come_one_after_the_other() -> None:
    numbering = Numbering(0)
    numbers = [LAST, LAST + 1, LAST + 1 + LEAP, LAST + 3 + 2 * LEAP, LAST + 1 + 2 * LEAP]

    assert [numbering.takes(number) for number in numbers] == [True, True, True, False, True]


def test_a_last_id_is_accepted_if_existing_notes_have_such_ids() -> None:
    assert Numbering(HIGHEST).takes(HIGHEST - 7)
