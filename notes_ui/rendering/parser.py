"""Parses the Markdown of notes into tokens."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.renderer import RendererHTML, RendererProtocol
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

NESTING: Final = 20
"""maximum nesting level of tokens"""
MOST_MARKUP: Final = 1500
"""maximum occurrences of `MARKUP` in a text: parsing takes up to 40 µs for each"""

UNNAMED: Final = "…"
"""the name of a task line without text"""

MARKUP: Final = re.compile(r"[\n*_`~\[!<>&|+:/#-]|\]\(|[0-9][.)][ \t]")
ALLOWED_LINK: Final = re.compile(r"https?://.|mailto:.", re.IGNORECASE)
SCHEME: Final = re.compile(r"(?<![^\W_])https?\Z", re.IGNORECASE)
ADDRESS: Final = re.compile(
    r"://(?=[^\W_])(?:[^\s<>()\[\]\"`|\\]|\([^\s<>()\[\]\"`|\\]{0,200}\)){1,1000}"
)


class Parser(MarkdownIt):
    """CommonMark with tables, strikethrough, task lists, and addresses that become links.

    The extensions are those of GitHub (https://github.github.com/gfm/). A text with more than
    `MOST_MARKUP` becomes a single paragraph, as it was written.
    """

    def __init__(self, renderer: Callable[[MarkdownIt], RendererProtocol] = RendererHTML) -> None:
        options = {"html": False, "maxNesting": NESTING, "tasklists": True}
        super().__init__("commonmark", options, renderer_cls=renderer)
        self.enable(["table", "strikethrough"])
        enclosing = ["paragraph", "reference", "blockquote"]
        self.block.ruler.at("list", _shallow(list_block, 2), {"alt": enclosing})
        self.block.ruler.at("blockquote", _shallow(blockquote, 1), {"alt": [*enclosing, "list"]})
        self.inline.ruler.after("text", "address", _address)
        self.core.ruler.push("label", _label)

    def parse(self, src: str, env: EnvType | None = None) -> list[Token]:
        """All tokens of a text."""
        return super().parse(src, env) if _is_moderate(src) else _as_written(src)

    def validateLink(self, url: str) -> bool:  # noqa: N802  # named by the library
        """Whether an address may become a link: http, https or mailto. Others stay text."""
        return bool(ALLOWED_LINK.match(url))


def _shallow(rule: RuleFuncBlockType, levels: int) -> RuleFuncBlockType:
    """The rule, but a block that is nested too deeply becomes text: the library would drop it."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level + levels < NESTING and rule(state, start, end, silent)

    return guarded


def _address(state: StateInline, silent: bool) -> bool:
    """Make a link of an address in the text.

    The library's own rule, `linkify` of markdown-it-py 4.3.0, takes seconds for some texts.
    """
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = SCHEME.search(state.src, max(0, state.pos - len("https")), state.pos)
    rest = scheme and ADDRESS.match(state.src, state.pos, state.posMax)
    if not scheme or not rest or not (silent or state.pending.endswith(scheme[0])):
        return False
    shown = rest[0].rstrip("?!.,:;*_~'")
    if not silent:
        state.pending = state.pending.removesuffix(scheme[0])
        _push_link(state, scheme[0] + shown)
    state.pos += len(shown)
    return True


def _push_link(state: StateInline, address: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)


def is_task(token: Token) -> bool:
    """Whether the token begins a list item that can be ticked."""
    return token.type == "list_item_open" and "checked" in token.meta


def _label(state: StateCore) -> None:
    """Store the name of each task line, and turn its first paragraph into its label."""
    for position, item in enumerate(state.tokens):
        if is_task(item):
            opening, inline, *rest = state.tokens[position + 1 : position + 4]
            item.meta["name"] = text_of(inline.children or ()).replace("\n", " ") or UNNAMED
            if opening.type == "paragraph_open":
                for token, kind in ((opening, "label_open"), (rest[0], "label_close")):
                    token.type, token.tag, token.hidden = kind, "span", False


def text_of(tokens: Sequence[Token]) -> str:
    """The visible text of tokens within a paragraph."""
    return "".join(map(_text, tokens))


def _text(token: Token) -> str:
    if token.type == "image":
        return text_of(token.children or ()) or str(token.attrs["src"])
    return "\n" if token.tag == "br" else token.content


def _is_moderate(text: str) -> bool:
    return len(text) <= MOST_MARKUP or len(MARKUP.findall(text)) <= MOST_MARKUP


def _as_written(text: str) -> list[Token]:
    shown = Token("as_written", "", 0, content="\n".join(re.split(r"\r\n?|\n", text)))
    inline = Token("inline", "", 0, children=[shown], content=text)
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


_BLOCK_PARSER: Final = Parser().disable(["inline", "text_join", "label"])


def read_blocks(text: str) -> list[Token]:
    """The tokens of a text, without those within paragraphs; takes half the time of `parse`."""
    return _BLOCK_PARSER.parse(text)
