"""Renders the tokens of a description as HTML: the library's renderer, with rules of our own."""

# ruff: noqa: ARG002, D102  # the library fixes the parameters of a rule, and its name

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from notes_ui import theme
from notes_ui.rendering.highlight import Highlight
from notes_ui.rendering.parser import is_task, text_of
from notes_ui.rendering.sanitizer import BLOCKS

TOP_HEADING: Final = 3
LAST_HEADING: Final = 6
OUTWARD: Final = 'target="_blank" rel="noopener noreferrer nofollow"'


@dataclass(slots=True)
class Drawing:
    """The state of rendering one text, which the rules of the renderer share."""

    marking: Highlight
    tags: Collection[str]
    """the tags that become links, folded"""
    task: str
    """see `notes_ui.rendering.markdown.render`"""
    tasks: int = 0
    """the number of task lines rendered so far"""
    inside: Counter[str] = field(default_factory=Counter)
    """how many elements of each tag are open"""

    def chip(self, text: str) -> str:
        """The text as HTML, with marks; tags become links, except within a link."""
        return self.marking.chip(text, () if self.inside["a"] else self.tags)

    def tick(self, token: Token) -> str:
        """The HTML of the button that ticks the next task line."""
        index, checked = self.tasks, bool(token.meta["checked"])
        self.tasks += 1
        command = f"--{self.task}-{index}-{int(not checked)}"
        pressed = f'commandfor="notes" command="{escape(command)}"' if self.task else "disabled"
        name = escape(token.meta["name"])
        return (
            f'<button type="button" role="checkbox" aria-checked="{str(checked).lower()}"'
            f' class="{theme.TASK_TICK}" {pressed} aria-label="{name}"></button>'
        )


class NoteRenderer(RendererHTML):
    """The library's renderer, with a rule for each type of token that notes show differently.

    The rules find the `Drawing` of the text in ``env["drawing"]``.
    """

    def renderToken(  # noqa: N802  # named by the library
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The tag of a token, without the line breaks that the library puts around it."""
        token = tokens[idx]
        if token.hidden:
            return ""
        return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}{_attributes(token)}>"

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _lines(env["drawing"].chip(tokens[idx].content))

    def as_written(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return _lines(env["drawing"].marking.mark(tokens[idx].content))

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<code>{env['drawing'].marking.mark(tokens[idx].content)}</code>"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<pre dir="auto">{self.code_inline(tokens, idx, options, env)}</pre>'

    code_block = fence

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link to the image; the image itself is not loaded."""
        drawing, token = env["drawing"], tokens[idx]
        text = drawing.marking.mark(text_of([token]))
        return text if drawing.inside["a"] else f"<a{_attributes(token)}>{text}</a>"

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The tag of a heading, from h3 on: the page has h1, and the title of a note h2."""
        level = min(int(tokens[idx].tag[1]) + TOP_HEADING - 1, LAST_HEADING)
        return self.renderToken([tokens[idx].copy(tag=f"h{level}")], 0, options, env)

    heading_close = heading_open

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        if is_task(tokens[idx]):
            tick: str = env["drawing"].tick(tokens[idx])
            return f'<li class="{theme.TASK}" dir="auto">{tick}'
        return self.renderToken(tokens, idx, options, env)

    def softbreak(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "<br>"

    hardbreak = softbreak

    def em_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The tag of an element, unless it is within one of its kind, where it changes nothing."""
        inside, token = env["drawing"].inside, tokens[idx]
        before = inside[token.tag]
        inside[token.tag] += token.nesting
        outermost = 0 in {before, inside[token.tag]}
        return self.renderToken(tokens, idx, options, env) if outermost else ""

    strong_open = s_open = link_open = em_open
    em_close = strong_close = s_close = link_close = em_open


def _lines(html: str) -> str:
    return html.replace("\n", "<br>")


def _attributes(token: Token) -> str:
    if token.type == "label_open":
        return f' class="{theme.TASK_TEXT}"'
    if token.tag in BLOCKS:
        return ' dir="auto"'
    if target := token.attrs.get("href") or token.attrs.get("src"):
        return f' href="{escape(str(target))}" {OUTWARD}'
    start = token.attrs.get("start")
    return "" if start is None else f' start="{start}"'
