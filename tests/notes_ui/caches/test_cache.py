"""A cache keeps what was asked for last, within its bound, under a name of its own."""

import pytest

from api.caches import MEGABYTE, Cache, Caches


def test_a_value_above_the_bound_is_not_kept_nor_its_predecessor() -> None:
    cache: Cache[str, bytes] = Caches(1).make("bytes", 100, len)
    cache.keep("a", b"1")
    cache.keep("b", b"2")
    assert cache.keep("a", bytes(MEGABYTE)) == bytes(MEGABYTE)

    assert (cache.get("a"), cache.get("b")) == (None, b"2")


def test_the_least_recently_used_entry_is_evicted() -> None:
    cache: Cache[int, bytes] = Caches(1).make("bytes", 100, len)
    for number in range(3):
        cache.keep(number, bytes(MEGABYTE // 4))
    cache.get(0)
    cache.keep(3, bytes(MEGABYTE // 4))

    assert [number for number in range(4) if cache.get(number)] == [0, 2, 3]


def test_each_cache_has_its_own_name_and_a_share_of_what_is_left() -> None:
    made = Caches(1)
    made.make("notes", 60, len)

    with pytest.raises(ValueError, match="there is a cache of notes already"):
        made.make("notes", 1, len)
    with pytest.raises(ValueError, match="60 % are taken: 41 % for texts are too much"):
        made.make("texts", 41, len)
