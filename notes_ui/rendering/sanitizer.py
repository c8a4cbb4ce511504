"""The HTML that may come of a note, whatever is written in it."""

from typing import Final

import nh3

from notes_ui import theme

BLOCKS: Final = {"p", "h3", "h4", "h5", "h6", "li", "pre", "th", "td"}
"""what holds text, and takes its direction from it"""

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
"""attributes that have one of these values, or are not there"""

SCHEMES: Final = {"http", "https", "mailto"}

_CLEANER: Final = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    url_schemes=SCHEMES,
    link_rel=None,
)


def cleaned(html: str) -> str:
    """The HTML without all that is not allowed."""
    return _CLEANER.clean(html)
