"""A request's id is the caller's if it is sane, and else a new one."""

import pytest

from api.telemetry.request_ids import id_of


@pytest.mark.parametrize("given", ["a", "5f0c1d7a", "web-1:42/a.b+c=@", "x" * 128])
def test_the_callers_id_is_taken(given: str) -> None:
    assert id_of([(b"host", b"notes.test"), (b"x-request-id", given.encode())]) == given


@pytest.mark.parametrize(
    "given",
    [b"", b" ", b"two words", b"line\nbreak", b'"quoted"', b"\x1b[31m", b"\xff", b"x" * 129],
)
def test_a_request_id_that_could_mislead_in_a_log_is_replaced(given: bytes) -> None:
    made = id_of([(b"x-request-id", given)])

    assert made.encode() != given
    assert len(made) == 16


def test_no_two_requests_get_the_same() -> None:
    assert len({id_of([]) for _ in range(1000)}) == 1000
