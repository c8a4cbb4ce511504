"""The tokens of a description as HTML: the library's renderer, and what notes have otherwise."""

# ruff: noqa: ARG002, D102  # a rule takes what the library hands over, and is named by its token

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
    """What the rules of the renderer know of one text, and how far they have come in it."""

    marking: Highlight
    tags: Collection[str]
    task: str
    tasks: int = 0
    inside: Counter[str] = field(default_factory=Counter)

    def chip(self, text: str) -> str:
        """The text with marks, and with tags as links where it is not in a link."""
        return self.marking.chip(text, () if self.inside["a"] else self.tags)

    def tick(self, token: Token) -> str:
        """The button of a task line."""
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
    """The library's, with a rule for each type of token that notes show in their own way.

    What a rule knows of the text is in the `env`, as the library has it.
    """

    def renderToken(  # noqa: N802  # named by the library
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The element as it is, without line breaks around it."""
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
        """A link to the image, which is not loaded."""
        drawing, token = env["drawing"], tokens[idx]
        text = drawing.marking.mark(text_of([token]))
        return text if drawing.inside["a"] else f"<a{_attributes(token)}>{text}</a>"

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A heading below those of the page."""
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
        """An element that is not in one of its own kind, where it would change nothing."""
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
