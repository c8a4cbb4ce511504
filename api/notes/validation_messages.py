"""Messages for invalid fields: each says what is wrong and how to fix it."""

from collections.abc import Mapping
from typing import Any, Final

LONGEST_NAME: Final = 50
NO_OBJECT: Final = "This is not a JSON object. Send one with Content-Type: application/json."
TWICE: Final = "This field is given twice."
WORDS: Final = {
    "extra_forbidden": "This field is unknown. Remove it.",
    "string_unicode": "This text contains half a character (a lone surrogate). Remove it.",
    "missing": "This field is required.",
    "bool_parsing": "Give true or false.",
    "bool_type": "Give true or false.",
    "int_parsing": "Give a whole number.",
    "int_type": "Give a whole number.",
    "string_type": "Give a string.",
    "model_attributes_type": NO_OBJECT,
    "model_type": NO_OBJECT,
    "dict_type": NO_OBJECT,
    "json_invalid": "This is not valid JSON: {error}.",
    "union_tag_invalid": "{tag!r:.50} is no valid {discriminator}. Use one of {expected_tags}.",
    "union_tag_not_found": "The field {discriminator} is required: it says what the step does.",
    "too_long": "Send at most {max_length} at a time.",
    "greater_than_equal": "Give {ge} or more.",
    "less_than_equal": "Give {le} or less.",
}
"""by pydantic's error type; the placeholders are the error's context"""


def words_of(found: Mapping[str, Any]) -> str:
    """The message for one of pydantic's errors, without the input, which may be long."""
    known = WORDS.get(found["type"])
    words = known.format(**found.get("ctx", {})) if known else str(found["msg"])
    words = words.removeprefix("Value error, ")
    return words.encode("utf-8", "replace").decode()


def blame(name: object, words: str) -> str:
    """The message, prefixed with the name of the invalid field."""
    return f"{str(name)[:LONGEST_NAME]}: {words}".encode("utf-8", "replace").decode()
