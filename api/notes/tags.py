"""Tags: the ``#words`` in a text."""

import re
from string import ascii_lowercase, ascii_uppercase
from typing import Final

WHITESPACE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
TAG_SEPARATORS: Final[str] = WHITESPACE + ",;:.!?()[]{}<>\"'`*~=|\\«»“”‘’„…¿¡、。"
"""the characters before and after a tag; a tag may also begin the text"""

TAG_LENGTH: Final = 50

_BETWEEN: Final = re.escape(TAG_SEPARATORS)
_BEGIN: Final = rf"(?<![^{_BETWEEN}])#(?!#)(?![0-9]++(?![^{_BETWEEN}]))"
TAG: Final = re.compile(rf"{_BEGIN}([^{_BETWEEN}]{{1,{TAG_LENGTH}}}+)(?![^{_BETWEEN}])")
"""a tag with its ``#``; the first group is the tag as written"""
_OF_ANY_LENGTH: Final = re.compile(rf"{_BEGIN}[^{_BETWEEN}]++")

_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)


def fold(tag: str) -> str:
    """The normal form of a tag: ASCII letters in lower case, all others unchanged."""
    # The triggers use SQLite's lower(), which does the same.
    return tag.translate(_LOWER)


def is_tag_of_any_length(text: str) -> bool:
    """Whether the text, which has no ``#``, is a tag or is only too long for one."""
    return _OF_ANY_LENGTH.fullmatch(f"#{text}") is not None


def tags(text: str) -> list[str]:
    """Each tag of the text once, folded, in the order of first occurrence."""
    return list(dict.fromkeys(fold(found[1]) for found in TAG.finditer(text)))
