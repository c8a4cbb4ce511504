"""Conditional requests (RFC 9110, section 13): making and comparing `ETag`s."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Final

from pydantic import AfterValidator, WithJsonSchema

from api import __version__
from api.notes.models import NotePublic

ANY: Final = "*"
IF_MATCH: Final = b"if-match"
IF_NONE_MATCH: Final = b"if-none-match"
# Starlette has no parser of lists of tags; that of Werkzeug accepts malformed ones.
ENTITY_TAG: Final = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
LIST_OF_TAGS: Final = re.compile(rf"[ \t,]*({ENTITY_TAG.pattern}[ \t]*(,[ \t,]*|$))+")
WRITTEN: Final = '(W/)?"[!#-~]*"'
"""the documented form of a tag; more forms are accepted (RFC 9110, 5.6.1.2 and 8.8.3)"""
WRONG: Final = 'give the ETag of an earlier response, with its quotes, such as "3-19ab…", or *'


def note_etag(note: NotePublic) -> str:
    """The strong `ETag` of a note.

    It includes the time, because INSERT OR REPLACE restarts a note at version 1.
    """
    moment = int(note.updated_at.timestamp() * 1000)
    return f'"{note.version}-{moment:x}"'


def list_etag(epoch: str, address: bytes) -> str:
    """The strong `ETag` of the response of an address, for one state of database and program.

    :param epoch: identifies the database and its state; see `ChangeFeed.epoch`
    """
    state = blake2b(f"{epoch} ".encode() + address, key=__version__.encode(), digest_size=16)
    return f'"{state.hexdigest()}"'


def _list_of_tags(header: str) -> str:
    if header.strip() != ANY and not LIST_OF_TAGS.fullmatch(header):
        raise ValueError(WRONG)
    return header


EntityTags = Annotated[
    str, AfterValidator(_list_of_tags), WithJsonSchema({"type": "string", "format": "entity-tags"})
]
"""a header that is ``*`` or a list of entity tags"""
IfMatchField = Annotated[
    EntityTags,
    WithJsonSchema({"type": "string", "pattern": rf"^(\*|{WRITTEN}([ \t]*,[ \t]*{WRITTEN})*)$"}),
]
"""the same as a field of a body, where JSON Schema needs a pattern"""


def may_change(header: str | None, etag: str) -> bool:
    """Whether `If-Match` matches (strong comparison): a weak tag never matches."""
    if header is None or header.strip() == ANY:
        return True
    return any(tag == etag and not weak for weak, tag in ENTITY_TAG.findall(header))


def is_known(header: str, etag: str) -> bool:
    """Whether `If-None-Match` matches (weak comparison): the caller has this state already."""
    if header.strip() == ANY:
        return True
    return any(tag == etag for _, tag in ENTITY_TAG.findall(header))


@dataclass(frozen=True, slots=True)
class Condition:
    """A request's `If-Match` and `If-None-Match`; None for a missing header.

    `If-Match` is evaluated first (RFC 9110, 13.2.2).
    """

    if_match: str | None = None
    if_none_match: str | None = None

    def allows(self, etag: str) -> bool:
        """Whether `If-Match` is missing, or matches this `ETag`."""
        return may_change(self.if_match, etag)

    def knows(self, etag: str) -> bool:
        """Whether `If-None-Match` matches this `ETag`, so the caller must not get or change it."""
        return self.if_none_match is not None and is_known(self.if_none_match, etag)


UNCONDITIONAL: Final = Condition()


def condition_in(headers: Iterable[tuple[bytes, bytes]]) -> Condition | None:
    """The condition of a request, if it has one.

    Several lines of a header form one list (RFC 9110, 5.3).
    """
    given: dict[bytes, str] = {}
    for name, value in headers:
        if name in (IF_MATCH, IF_NONE_MATCH):
            text = value.decode("latin-1")
            given[name] = f"{given[name]}, {text}" if name in given else text
    return Condition(given.get(IF_MATCH), given.get(IF_NONE_MATCH)) if given else None
