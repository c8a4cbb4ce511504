"""What is wrong with a field, in words that say what to do."""

from collections.abc import Mapping
from typing import Any, Final

LONGEST_NAME: Final = 50
TWICE: Final = "This stands here twice."
WORDS: Final = {
    "extra_forbidden": "There is no such field here. Leave it out.",
    "string_unicode": "This text holds half a character (a lone surrogate). Leave it out.",
    "missing": "This is needed.",
    "bool_parsing": "Say true or false.",
    "int_parsing": "Give a whole number.",
}


def words_of(found: Mapping[str, Any]) -> str:
    """The words for one of pydantic's errors; the input is left out of them: it may be long."""
    words = WORDS.get(found["type"]) or str(found["msg"]).removeprefix("Value error, ")
    return words.encode("utf-8", "replace").decode()


def blame(name: object, words: str) -> str:
    """The words, behind the name of the field that is to blame."""
    return f"{str(name)[:LONGEST_NAME]}: {words}".encode("utf-8", "replace").decode()
