"""Which processor cores a part of the benchmarks runs on: clients on one, servers on the others.

A load generator on the server's core would take from it what it wants to measure. Where a system
can't tie a process to cores, or has one core only, nothing is tied.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

TIED = hasattr(os, "sched_setaffinity")
ALL = frozenset(os.sched_getaffinity(0)) if TIED else frozenset({0})


@contextmanager
def only_one() -> Iterator[None]:
    """Keep this process to one core until the block ends."""
    with _tied(frozenset({max(ALL)})):
        yield


@contextmanager
def left_free() -> Iterator[None]:
    """Be on the cores that this process keeps free: a process started in the block stays there."""
    current = frozenset(os.sched_getaffinity(0)) if TIED else ALL
    with _tied((ALL - current) or ALL):
        yield


@contextmanager
def _tied(cores: frozenset[int]) -> Iterator[None]:
    if not TIED:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
