"""The links of the toolbar and of the list of tags, made once for all pages with the same view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, isolated, language
from notes_ui.page.browse.urls import in_order, suffix
from notes_ui.ports.caches import Cache, Caches, text_size
from notes_ui.ports.notes import MOST_TAGS as KNOWN_TAGS
from notes_ui.ports.notes import NoteQuery, fold
from notes_ui.runtime.lean_elements import Bare

SHARE: Final = 3
"""per cent of the memory of all caches"""
VIEW: Final = 3000
"""approximate bytes of a cache entry beside its links, tags and texts"""
LINK: Final = 500
"""approximate bytes of each link or tag of an entry, without its text"""
STATES: Final[Mapping[str, Mapping[str, Any]]] = {
    messages.ALL: {"done": None, "trashed": False},
    messages.OPEN: {"done": False, "trashed": False},
    messages.DONE: {"done": True, "trashed": False},
    messages.TRASH: {"done": None, "trashed": True, "tag": None},
}


@dataclass(frozen=True, slots=True)
class State:
    """The state of a link to all, open or done notes, to the trash, or to a tag.

    :param current: whether the link leads to the view that is shown
    """

    text: str
    address: str
    current: bool
    hidden: bool = False

    def show_on(self, link: Bare) -> None:
        """Give a link this text and address."""
        link.text = self.text
        lead(link, self.address, current=self.current)


class View(NamedTuple):
    """All that the links depend on. Pages with equal views share the links."""

    query: NoteQuery
    counts: tuple[tuple[str, int], ...]
    """how many notes are in each state, or have each tag"""
    home: str
    language: str
    most: int = 0
    """maximum number of tags, beside the chosen one"""


Kept = tuple[View, Sequence[State]]
Make = Callable[[View], Sequence[State]]


class ViewLinks:
    """A cache of the links of views."""

    def __init__(self, caches: Caches) -> None:
        self._kept: Cache[View, Kept] = caches.make("links of views", SHARE, _size)

    def states(self, view: View) -> Sequence[State]:
        """Links to all, open and done notes and to the trash."""
        return self._links(view, _states)

    def tags(self, view: View) -> Sequence[State]:
        """Links to the most used tags, and to the chosen one."""
        return self._links(view, _tagged)

    def _links(self, view: View, make: Make) -> Sequence[State]:
        return (self._kept.get(view) or self._kept.keep(view, (view, make(view))))[1]


def _size(kept: Kept) -> int:
    (query, counts, home, *_), links = kept
    texts = [query.q, query.tag or "", home, *(name for name, _ in counts)]
    texts += [text for link in links for text in (link.text, link.address)]
    return VIEW + LINK * (len(counts) + len(links)) + sum(map(text_size, texts))


def _states(view: View) -> Sequence[State]:
    query, kept, spoken = view.query, dict(view.counts), language(view.language)
    chosen = query.model_copy(update={"sort": None}) if query.trashed else query
    held = {
        messages.ALL: kept["open"] + kept["done"],
        messages.OPEN: kept["open"],
        messages.DONE: kept["done"],
        messages.TRASH: kept["trashed"],
    }
    return [
        State(
            text=_counted(spoken.say(name), held[name], spoken),
            address=f"{view.home}{suffix(target)}",
            current=target == in_order(query),
            hidden=name == messages.TRASH and not held[name],
        )
        for name, target in (
            (name, in_order(chosen.model_copy(update=state))) for name, state in STATES.items()
        )
    ]


def _tagged(view: View) -> Sequence[State]:
    query, tags = view.query, view.counts
    chosen = fold(query.tag) if query.tag else None
    shown: dict[str, int | None] = dict(tags[: view.most])
    if chosen is not None:
        # The count of a tag that is not among the most used ones is unknown.
        shown.setdefault(chosen, dict(tags).get(chosen, 0 if len(tags) < KNOWN_TAGS else None))
    return [
        State(
            text=_counted(isolated(f"#{tag}"), count, language(view.language)),
            address=f"{view.home}{suffix(target)}",
            current=tag == chosen,
        )
        for tag, count, target in (
            (tag, count, query.model_copy(update={"tag": None if tag == chosen else tag}))
            for tag, count in ({} if query.trashed else shown).items()
        )
    ]


def _counted(name: str, count: int | None, language: Language) -> str:
    return name if count is None else f"{name} {language.number(count)}"


def lead(link: Bare, address: str, *, current: bool) -> None:
    """Set the address of a link, and mark it if it leads to the view that is shown."""
    link.attach("href", address)
    link.attach("aria-current", "true" if current else None)
