"""Where the toolbar and the list of tags lead, worked out once for all pages with the same view."""

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
VIEW: Final = 3000
LINK: Final = 500
"""bytes that a view, and each link or tag of it, takes beside its texts, about"""
STATES: Final[Mapping[str, Mapping[str, Any]]] = {
    messages.ALL: {"done": None, "trashed": False},
    messages.OPEN: {"done": False, "trashed": False},
    messages.DONE: {"done": True, "trashed": False},
    messages.TRASH: {"done": None, "trashed": True, "tag": None},
}


@dataclass(frozen=True, slots=True)
class State:
    """How a link to all, open or done notes, to the trash, or to a tag looks just now."""

    text: str
    address: str
    current: bool
    hidden: bool = False

    def show_on(self, link: Bare) -> None:
        """Have a link lead there."""
        link.text = self.text
        lead(link, self.address, current=self.current)


class View(NamedTuple):
    """What links depend on. Equal views share them."""

    query: NoteQuery
    counts: tuple[tuple[str, int], ...]
    """how many notes are in each state, or have each tag"""
    home: str
    language: str
    most: int = 0
    """how many tags are shown"""


Kept = tuple[View, Sequence[State]]
Make = Callable[[View], Sequence[State]]


class ViewLinks:
    """The links of the views that were shown lately."""

    def __init__(self, caches: Caches) -> None:
        self._kept: Cache[View, Kept] = caches.make("links of views", SHARE, _size)

    def states(self, view: View) -> Sequence[State]:
        """Links to all, open and done notes and to the trash."""
        return self._links(view, _states)

    def tags(self, view: View) -> Sequence[State]:
        """Links to the first tags and to the chosen one."""
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
        # Of one that is not among those that most notes have it is not known how many have it.
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
    """Have a link lead to an address, and say whether that is what is shown."""
    link.attach("href", address)
    link.attach("aria-current", "true" if current else None)
