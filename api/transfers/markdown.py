"""A note as a Markdown file: front matter in YAML, then the description, byte for byte.

Only the title needs a YAML library to be written; numbers, flags and times look the same in YAML as
elsewhere. On reading, all values stay text, because YAML would read a title of ``no`` as false.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import yaml

from api.notes.validation_messages import TWICE, blame

FIELDS: Final = (
    "id",
    "title",
    "done",
    "pinned",
    "trashed",
    "version",
    "created_at",
    "updated_at",
)
FRONT: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?\n)??---[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
LONGEST_FRONT: Final = 4096
"""characters: more than any title takes"""
ENDLESS: Final = 2**30
WANTED: Final = (
    "The file must begin with front matter: the line ---, a line title: …, the line ---."
)


def markdown(note: Mapping[str, Any]) -> bytes:
    """A note as a Markdown file; its times are texts already."""
    front = "".join(f"{name}: {_yaml(name, note[name])}\n" for name in FIELDS)
    return f"---\n{front}---\n{note['description']}".encode()


def fields(content: bytes) -> dict[str, Any]:
    """The fields of a Markdown file, all of them as text.

    :raises ValueError: if it has no front matter, or is not UTF-8; the message says so
    """
    found = FRONT.match(content)
    if not found:
        raise ValueError(WANTED)
    try:
        front, description = (found[1] or b"").decode(), content[found.end() :].decode()
    except UnicodeDecodeError as error:
        raise ValueError("This is not UTF-8. Save it as UTF-8.") from error
    return {**_mapping(front), "description": description}


class _Texts(yaml.CBaseLoader):
    """Loads texts, lists and mappings, and refuses duplicate names in a mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = Counter(f"{name.value}" for name, _ in node.value)
        for name, times in names.items():
            if times > 1:
                raise ValueError(blame(name, TWICE))
        return dict(super().construct_mapping(node, deep))


def _mapping(front: str) -> dict[Any, Any]:
    if len(front) > LONGEST_FRONT:
        raise ValueError(f"The front matter is longer than {LONGEST_FRONT} characters.")
    try:
        given = yaml.load(front, Loader=_Texts)  # noqa: S506  # makes texts, no objects
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or "it contains a control character"
        raise ValueError(f"The front matter is not valid YAML: {reason}.") from error
    except RecursionError as error:
        raise ValueError("The front matter is nested too deep.") from error
    match given:
        case {"description": _}:
            raise ValueError("Put the description below the front matter, not inside it.")
        case dict():
            return given
    raise ValueError(WANTED)


def _yaml(name: str, value: object) -> str:
    if name == "title":
        return _quoted(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: object) -> str:
    """The text in quotes, always on one line."""
    written: str = yaml.dump(
        text, Dumper=yaml.CSafeDumper, allow_unicode=True, default_style='"', width=ENDLESS
    )
    return written.rstrip("\n")
