"""Which format a content type names."""

import pytest

from api.transfers.file_names import named_format
from api.transfers.formats import FILE_NAMES, MEDIA_TYPES, Format, format_of


@pytest.mark.parametrize("written", Format)
def test_each_format_has_a_type_and_a_name(written: Format) -> None:
    assert format_of(MEDIA_TYPES[written]) is written
    assert FILE_NAMES[written].startswith("notes.")
    assert named_format(FILE_NAMES[written]) is written


@pytest.mark.parametrize(
    ("content_type", "written"),
    [
        ("application/json; charset=utf-8", Format.JSON),
        (" Text/CSV ;header=present", Format.CSV),
        ("application/jsonl", Format.NDJSON),
        ("application/x-zip-compressed", Format.MARKDOWN),
        ("text/plain", None),
        ("application/jsonx", None),
        ("", None),
    ],
)
def test_a_content_type_names_one_or_none(content_type: str, written: Format | None) -> None:
    assert format_of(content_type) is written
