"""Titles and descriptions as the HTML that pages show."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape
from typing import ClassVar, Final

from markdown_it.token import Token

from api.tags import tags
from notes_ui import theme
from notes_ui.allowed import BLOCKS, cleaned
from notes_ui.marking import Marking
from notes_ui.parsing import is_task, read, text_of
from notes_ui.task_lines import same_task, tasks, tick

__all__ = ["plain", "render", "render_title", "same_task", "tags", "tasks", "tick"]

TOP_HEADING: Final = 3
LAST_HEADING: Final = 6
OUTWARD: Final = 'target="_blank" rel="noopener noreferrer nofollow"'


def render_title(title: str, *, words: Sequence[str] = (), home: str = "") -> str:
    """The title, with marks and tags as links. It is no Markdown."""
    return cleaned(Marking.of(words, home).chip(title, tags(title)))


def render(description: str, *, words: Sequence[str] = (), home: str = "", task: str = "") -> str:
    """The Markdown of a description as HTML that can do no harm.

    :param words: of a search; the words that begin with one of them are marked there
    :param home: the address of the list, where tags lead
    :param task: begins the commands of its task lines; without it they can't be ticked
    """
    writer = _Writer(Marking.of(words, home), tags(description), task)
    return cleaned(writer.write(read(description)))


def plain(description: str) -> str:
    """The text that a reader sees of a description."""
    shown = [_plain(token) for token in read(description)]
    return "\n".join(text for text in shown if text)


def _plain(token: Token) -> str:
    return text_of(token.children) if token.children else token.content.rstrip("\n")


class _Writer:
    """Turns the tokens of one text into HTML."""

    def __init__(self, marking: Marking, known: Collection[str], task: str) -> None:
        self._marking = marking
        self._tags = known
        self._task = task
        self._tasks = 0
        self._inside: Counter[str] = Counter()

    def write(self, tokens: Sequence[Token]) -> str:
        return "".join(
            [self._RULES.get(token.type, _Writer._element)(self, token) for token in tokens]
        )

    def _inline(self, token: Token) -> str:
        return self.write(token.children or ())

    def _element(self, token: Token) -> str:
        if token.hidden:
            return ""
        if is_task(token):
            return f'<li class="{theme.TASK}" dir="auto">{self._button(token)}'
        if token.nesting < 0:
            return f"</{token.tag}>"
        return f"<{token.tag}{_attributes(token)}>"

    def _text(self, token: Token) -> str:
        known = () if self._inside["a"] else self._tags
        return _lines(self._marking.chip(token.content, known))

    def _as_written(self, token: Token) -> str:
        return _lines(self._marking.mark(token.content))

    def _code(self, token: Token) -> str:
        return f"<code>{self._marking.mark(token.content)}</code>"

    def _listing(self, token: Token) -> str:
        return f'<pre dir="auto">{self._code(token)}</pre>'

    def _image(self, token: Token) -> str:
        text = self._marking.mark(text_of([token]))
        return text if self._inside["a"] else f"<a{_attributes(token)}>{text}</a>"

    def _heading(self, token: Token) -> str:
        level = min(int(token.tag[1]) + TOP_HEADING - 1, LAST_HEADING)
        return self._element(token.copy(tag=f"h{level}"))

    def _once(self, token: Token) -> str:
        """Write an element that is not in one of its own kind, where it would change nothing."""
        before = self._inside[token.tag]
        self._inside[token.tag] += token.nesting
        return self._element(token) if 0 in {before, self._inside[token.tag]} else ""

    def _button(self, token: Token) -> str:
        index, checked = self._tasks, bool(token.meta["checked"])
        self._tasks += 1
        command = f"--{self._task}-{index}-{int(not checked)}"
        pressed = f'commandfor="notes" command="{escape(command)}"' if self._task else "disabled"
        name = escape(token.meta["name"])
        return (
            f'<button type="button" role="checkbox" aria-checked="{str(checked).lower()}"'
            f' class="{theme.TASK_TICK}" {pressed} aria-label="{name}"></button>'
        )

    _RULES: ClassVar[Mapping[str, Callable[["_Writer", Token], str]]] = {
        "inline": _inline,
        "text": _text,
        "as_written": _as_written,
        "code_inline": _code,
        "code_block": _listing,
        "fence": _listing,
        "image": _image,
        **dict.fromkeys(["heading_open", "heading_close"], _heading),
        **dict.fromkeys(["em_open", "strong_open", "s_open", "link_open"], _once),
        **dict.fromkeys(["em_close", "strong_close", "s_close", "link_close"], _once),
    }


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
