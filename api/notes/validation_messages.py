"""What is wrong with a field, in words that say what to do."""

from collections.abc import Mapping
from typing import Any, Final

LONGEST_NAME: Final = 50
NO_OBJECT: Final = "This is no JSON object. Send one, with Content-Type: application/json."
TWICE: Final = "This stands here twice."
WORDS: Final = {
    "extra_forbidden": "There is no such field here. Leave it out.",
    "string_unicode": "This text holds half a character (a lone surrogate). Leave it out.",
    "missing": "This is needed.",
    "bool_parsing": "Say true or false.",
    "bool_type": "Say true or false.",
    "int_parsing": "Give a whole number.",
    "int_type": "Give a whole number.",
    "string_type": "Give a text.",
    "model_attributes_type": NO_OBJECT,
    "model_type": NO_OBJECT,
    "dict_type": NO_OBJECT,
    "json_invalid": "This is no JSON: {error}.",
    "union_tag_invalid": "There is no {discriminator} {tag!r:.50}. Take one of {expected_tags}.",
    "union_tag_not_found": "Say what is to be done, with {discriminator}.",
    "too_long": "Send {max_length} at most at a time.",
    "greater_than_equal": "Give {ge} or more.",
    "less_than_equal": "Give {le} or less.",
}
"""by the type of the error; in braces what pydantic knows of it"""


def words_of(found: Mapping[str, Any]) -> str:
    """The words for one of pydantic's errors; the input is left out of them: it may be long."""
    known = WORDS.get(found["type"])
    words = known.format(**found.get("ctx", {})) if known else str(found["msg"])
    words = words.removeprefix("Value error, ")
    return words.encode("utf-8", "replace").decode()


def blame(name: object, words: str) -> str:
    """The words, behind the name of the field that is to blame."""
    return f"{str(name)[:LONGEST_NAME]}: {words}".encode("utf-8", "replace").decode()
