"""Sanitises the HTML of notes, by lists of the allowed tags, attributes and schemes."""

from typing import Final

import nh3

from notes_ui import theme

BLOCKS: Final = {"p", "h3", "h4", "h5", "h6", "li", "pre", "th", "td"}
"""elements that take their writing direction from their text"""

TAGS: Final = BLOCKS | {
    *("a", "mark", "br", "hr", "em", "strong", "s", "code", "span", "button"),
    *("ul", "ol", "blockquote", "table", "thead", "tbody", "tr"),
}
ATTRIBUTES: Final = {
    "a": {"href"},
    "ol": {"start"},
    "button": {"aria-label", "command", "disabled"},
}
VALUES: Final[dict[str, dict[str, set[str]]]] = {
    **{block: {"dir": {"auto"}} for block in BLOCKS},
    "a": {"class": {theme.TAG}, "rel": {"noopener noreferrer nofollow"}, "target": {"_blank"}},
    "li": {"class": {theme.TASK}, "dir": {"auto"}},
    "span": {"class": {theme.TASK_TEXT}},
    "button": {
        "type": {"button"},
        "role": {"checkbox"},
        "class": {theme.TASK_TICK},
        "aria-checked": {"true", "false"},
        "commandfor": {"notes"},
    },
}
"""attributes with the values that they may have; with another value they are removed"""

SCHEMES: Final = {"http", "https", "mailto"}

_CLEANER: Final = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    url_schemes=SCHEMES,
    link_rel=None,
)


def cleaned(html: str) -> str:
    """The HTML, with only the tags, attributes and schemes that are allowed."""
    return _CLEANER.clean(html)
