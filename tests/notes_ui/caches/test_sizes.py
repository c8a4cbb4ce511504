"""All caches of the whole application take no more together than they may."""

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from api.caches import MEGABYTE, Cache
from api.notes.models import DESCRIPTION_LENGTH
from tests.notes_ui.caches.applications import OpenCaches, application
from tests.notes_ui.caches.entries import ENTRIES

ALPHABETS: Final = ["a", "é", "😀", "\x01"]
"""letters of one, two and four bytes, and one that JSON writes with six characters"""
MOST: Final = 25
"""entries that are looked at of a cache"""


def test_every_cache_is_filled_here(caches: OpenCaches) -> None:
    assert caches.made.keys() == ENTRIES.keys()


@pytest.mark.parametrize("letter", ALPHABETS)
@pytest.mark.parametrize("length", [0, DESCRIPTION_LENGTH])
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_takes_no_more_than_is_counted(
    caches: OpenCaches, name: str, letter: str, length: int
) -> None:
    cache, make = caches.made[name], ENTRIES[name]
    cache.keep(*make(0, letter, length))  # what is made once for all is made now
    cache.clear()
    assert _taken(cache, lambda number: make(number, letter, length)) <= cache.size
    assert len(cache) > 1, "there is room for several of the longest"


def _taken(cache: Cache[Any, Any], make: Callable[[int], tuple[Any, Any]]) -> int:
    """Fill the cache with entries; return the bytes that they take."""
    number, largest = 0, 0
    gc.collect()
    tracemalloc.start(1)
    try:
        before, _ = tracemalloc.get_traced_memory()
        while number < MOST and cache.size + largest <= cache.bound:
            number, size = number + 1, cache.size
            cache.keep(*make(number))
            largest = max(largest, cache.size - size)
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


def test_caches_of_full_entries_stay_within_their_bounds(caches: OpenCaches) -> None:
    for name, make in ENTRIES.items():
        for number in range(40):
            entry = make(number, ALPHABETS[number % 4], DESCRIPTION_LENGTH)
            caches.made[name].keep(*entry)
            assert caches.sizes()[name] <= caches.made[name].bound

    assert all(caches.sizes().values())
    assert sum(caches.sizes().values()) <= caches.ceiling() <= 192 * MEGABYTE


@pytest.mark.parametrize("megabytes", [1, 16, 192, 4096])
def test_the_setting_bounds_all_together_and_each_has_its_share(
    tmp_path: Path, megabytes: int
) -> None:
    made = application(tmp_path, megabytes).caches

    assert 0.99 * megabytes * MEGABYTE < made.ceiling() <= megabytes * MEGABYTE
    assert sum(made.shares.values()) == 100
