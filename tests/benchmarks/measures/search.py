"""Whether a search takes longer where there are a hundred times as many notes."""

import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count, islice, pairwise
from pathlib import Path
from statistics import median
from typing import Final, TypeVar
from urllib.parse import quote_plus

from tests.benchmarks.clients import http
from tests.benchmarks.clients.http import HttpConnection
from tests.benchmarks.data.corpus import Text, seed_texts, texts, vocabulary
from tests.benchmarks.data.large import large_copy
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import the_app

FEW: Final = 1000
SHOWN: Final = 50
EACH: Final = 5
"""searches of each kind"""
ROUNDS: Final = 7
T = TypeVar("T")
NARROWED: Final = ("rare word", "common word", "1 letter", "2 letters", "two words")
"""kinds of which one search each is asked for together with something else"""
Times = tuple[float, float]
"""seconds with many notes, and with few"""


async def search() -> Sequence[Figure]:
    """A search over REST with 100,000 notes against 1,000, the median of searches of all kinds.

    Where a search is narrowed, or has another order, it is the slowest kind that counts.
    """
    searches = kinds(list(islice(texts(), FEW)))
    async with _site(large=True) as many, _site(large=False) as few:
        best = {
            kind: [await _times(f"q={quote_plus(query)}", many, few) for query in searched]
            for kind, searched in searches.items()
        }
        narrowed = {
            said: [
                await _times(f"q={quote_plus(searches[kind][0])}&{asked}", many, few)
                for kind in NARROWED
            ]
            for said, asked in narrowings().items()
        }
    every = [times for kind in best.values() for times in kind]
    return [
        _figure("search", _ratio(every), best, most=3),
        _figure("search, narrowed", max(map(_ratio, narrowed.values())), narrowed, most=2),
    ]


def narrowings() -> Mapping[str, str]:
    """What a page can ask for beside the words: another order, a state, a tag."""
    return {
        "newest first": "sort=-id&pinned_first=true",
        "last changed first": "sort=-updated_at&pinned_first=true",
        "by title": "sort=title&pinned_first=true",
        "done": "done=true",
        "tagged": f"tag={vocabulary()[3]}",
    }


def kinds(notes: Sequence[Text]) -> Mapping[str, Sequence[str]]:
    """Searches of each kind, of which each finds something in these notes."""
    words = vocabulary()
    inside = [_words(note) for note in notes]
    used = Counter(word for note in inside for word in sorted(note))
    rare = [word for word, notes in used.items() if notes == 1]
    common = [word for word, _ in used.most_common(EACH)]
    begun = words[10 :: len(words) // 50]
    return {
        "rare word": _some(rare),
        "common word": common,
        "1 letter": _some(sorted({word[:1] for word in begun})),
        "2 letters": _some(sorted({word[:2] for word in begun})),
        "3 letters": _some(sorted({word[:3] for word in begun if len(word) > 2})),
        "two words": [" ".join(note.title.lower().split()[:2]) for note in _some(notes)],
        "two common words": [f"{one} {two}" for one, two in pairwise(common)],
        "nothing": [f"{word}xq" for word in common],
    }


def _figure(
    name: str, value: float, found: Mapping[str, Sequence[Times]], *, most: float
) -> Figure:
    told = (f"{kind} {_ratio(times):.2f} × ({_of_many(times)})" for kind, times in found.items())
    worst = max(_each(times) for kind in found.values() for times in kind)
    detail = f"{', '.join(told)}; the worst of all searches: {worst:.2f} ×"
    return Figure(name, value, most, "at most", detail)


async def _times(query: str, many: "_Site", few: "_Site") -> Times:
    """Medians of some answers of both in turns, so that what else the machine does hits both."""
    rounds = [(await many.time(query), await few.time(query)) for _ in range(ROUNDS)]
    return median(mine for mine, _ in rounds), median(its for _, its in rounds)


class _Site:
    """A server with so many notes, asked over one connection."""

    def __init__(self, connection: HttpConnection) -> None:
        self._connection = connection
        self._turn: Iterator[int] = count()

    async def time(self, query: str) -> float:
        """Seconds until the answer to a search is there, in an address that was never asked for.

        An answer that was kept from the time before would tell nothing.
        """
        path = f"/api/notes?{query}&limit={SHOWN}&turn={next(self._turn)}"
        start = time.perf_counter()
        await self._connection.ask_well(http.request("GET", path))
        return time.perf_counter() - start


@asynccontextmanager
async def _site(*, large: bool) -> AsyncIterator[_Site]:
    with tempfile.TemporaryDirectory() as directory:
        if large:
            large_copy(Path(directory))
        with the_app(Path(directory)) as server:
            if not large:
                seed_texts(Path(directory) / "notes.db", FEW)
            async with http.connected(server.port) as connection:
                yield _Site(connection)


def _words(note: Text) -> set[str]:
    return set(f"{note.title} {note.description}".lower().rstrip(".").split())


def _some(of: Sequence[T]) -> Sequence[T]:
    return of[:: max(1, len(of) // EACH)][:EACH]


def _each(times: Times) -> float:
    return times[0] / times[1]


def _ratio(searches: Sequence[Times]) -> float:
    return median(map(_each, searches))


def _of_many(searches: Sequence[Times]) -> str:
    return f"{1000 * median(many for many, _ in searches):.1f} ms"
