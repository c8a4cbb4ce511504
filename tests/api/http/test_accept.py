"""Which of two media types an `Accept` prefers."""

import pytest

from api.http.accept import LONGEST, prefers

LINES, JSON = "application/x-ndjson", "application/json"


@pytest.mark.parametrize(
    "accept",
    [
        "application/x-ndjson",
        "Application/X-NDJSON ; Q=0.5",
        "text/html, application/x-ndjson;q=0.9, */*;q=0.1",
        "application/x-ndjson, application/json",
        "application/x-ndjson;q=0.5, application/json;q=0.5",
        "application/x-ndjson;q=0.5, application/json;q=0.1, application/*",
        "application/x-ndjson;q=1.000, */*",
        "text/plain;format=a;q=0.2,,application/x-ndjson;charset=utf-8",
        "application/x-ndjson;q=0.5;charset=utf-8, application/json;q=0.4",
        'application/x-ndjson;note="a, \\"b\\"; q=0";q=0.5, application/json;q=0.4',
        "application/x-ndjson;; ;q=0.5;, application/json;q=0.4",
    ],
)
def test_a_named_type_is_preferred_unless_another_weighs_more(accept: str) -> None:
    assert prefers([accept], LINES, JSON)


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "application/*",
        "application/json",
        "application/x-ndjson;q=0",
        "application/x-ndjson; q=0.0, */*",
        "application/x-ndjson;q=0.5, application/json",
        "application/x-ndjson;q=0.5, application/*;q=0.6",
        "application/x-ndjson;q=0.5, */*",
        "application/x-ndjson-2",
        'text/plain;note=", application/x-ndjson, "',
        'application/x-ndjson;q=0.5, application/json;note="\\", ;q=0.1"',
    ],
)
def test_the_usual_type_is_preferred_otherwise(accept: str) -> None:
    assert not prefers([accept], LINES, JSON)


def test_the_lines_of_a_header_form_one_list() -> None:
    assert prefers(["text/html", "application/x-ndjson;q=0.5"], LINES, JSON)
    assert not prefers(["application/x-ndjson;q=0.5", "application/json"], LINES, JSON)
    assert not prefers([], LINES, JSON)


@pytest.mark.parametrize("weight", ["", "high", "2", "-1", "nan", "0.1234", "1.5", '"0.5"'])
def test_a_media_range_with_an_invalid_weight_does_not_count(weight: str) -> None:
    assert not prefers([f"application/x-ndjson;q={weight}"], LINES, JSON)


@pytest.mark.parametrize(
    "nonsense",
    ["json", "application/json/2", "application/json charset", "application/json;a b", "?", "é"],
)
def test_malformed_media_ranges_are_ignored(nonsense: str) -> None:
    assert prefers([f"{nonsense}, application/x-ndjson;q=0.5, {nonsense}"], LINES, JSON)
    assert not prefers([f"application/x-ndjson;q=0.5, {nonsense}, */*"], LINES, JSON)


def test_a_header_that_is_too_long_does_not_count() -> None:
    longest = LINES.rjust(LONGEST, ",")
    assert prefers([longest], LINES, JSON)
    assert not prefers([f",{longest}"], LINES, JSON)
