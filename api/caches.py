"""What is kept in memory so as not to be worked out again: every cache, and what all may take."""

import sys
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from cachetools import LRUCache

ENTRY: Final = 400
"""bytes that an entry takes beside key and value, about: cachetools has three tables for it"""
MEGABYTE: Final = 1024 * 1024
WHOLE: Final = 100
Key = TypeVar("Key")
Value = TypeVar("Value")


class Cache(LRUCache[Key, Value]):
    """Keeps as much as fits into its bound; what was not asked for the longest leaves first.

    On one thread only.

    :param bound: bytes
    :param size: how many bytes a value takes together with its key, or a little more
    """

    # A lookup takes 0.3 µs, and one of our own on an OrderedDict 0.15 µs. A cached GET takes 67.

    def __init__(self, bound: int, size: Callable[[Value], int]) -> None:
        super().__init__(bound, getsizeof=lambda value: size(value) + ENTRY)
        self.bound: Final = bound

    @property
    def size(self) -> int:
        """Bytes that all entries take now, about."""
        return int(self.currsize)

    def keep(self, key: Key, value: Value) -> Value:
        """Keep the value, unless it alone is larger than the bound; return it."""
        try:
            self[key] = value
        except ValueError:
            self.pop(key, None)
        return value


class Caches:
    """All caches of one application. Another application in the process has its own.

    Each has a share of what all of them may take together.

    :param megabytes: 1,048,576 bytes each
    """

    def __init__(self, megabytes: int) -> None:
        self._bytes = megabytes * MEGABYTE
        self._made: dict[str, Cache[object, object]] = {}
        self._shares: dict[str, int] = {}

    def make(self, name: str, share: int, size: Callable[[Value], int]) -> Cache[Key, Value]:
        """A new cache.

        :param name: what it keeps
        :param share: per cent of the memory of all
        :param size: see `Cache`
        :raises ValueError: if there is one of this name, or the shares are more than the whole
        """
        if name in self._made:
            raise ValueError(f"there is a cache of {name} already")
        if (shared := sum(self._shares.values())) + share > WHOLE:
            raise ValueError(f"{shared} % are taken: {share} % for {name} are too much")
        made: Cache[Key, Value] = Cache(self._bytes * share // WHOLE, size)
        self._made[name] = made  # type: ignore[assignment]  # whatever it keeps
        self._shares[name] = share
        return made

    @property
    def shares(self) -> Mapping[str, int]:
        """Per cent that each cache has of the memory of all, by name."""
        return self._shares

    def ceiling(self) -> int:
        """Bytes that all can take together."""
        return sum(cache.bound for cache in self._made.values())

    def sizes(self) -> Mapping[str, int]:
        """Bytes that each takes now, by name."""
        return {name: cache.size for name, cache in self._made.items()}


def text_size(text: str) -> int:
    """Bytes that a text takes; Python keeps the UTF-8 of one that was sent beside it."""
    return sys.getsizeof(text) + (0 if text.isascii() else 4 * len(text))
