"""Bad weather over a line: at random, and the same each time for the same seed."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, repeat
from random import Random
from typing import Final

from tests.network.line import Direction, Line

CALM: Final = (1.0, 8.0)
"""seconds between two spells"""
LONGEST: Final = 12.0
"""seconds that a spell may take: as long as a dead connection goes unnoticed"""
KINDS: Final = ("delay", "jitter", "hold", "swallow", "swallow and cut", "reset", "fin", "lose")
FAR: Final = 0.4
"""seconds, the longest delay each way"""
BOTH: Final[tuple[Direction, ...]] = ("up", "down")


@dataclass(frozen=True, slots=True)
class Spell:
    """What the line is like for a while.

    :param directions: for which, where it makes a difference
    :param delay: least and most seconds that a byte takes in it, and after it
    """

    kind: str
    seconds: float
    directions: tuple[Direction, ...] = BOTH
    delay: tuple[float, float] = (0.0, 0.0)


def forecast(seed: int, seconds: float) -> Iterator[Spell]:
    """The spells that make up so many seconds, calm ones between the others."""
    chance, left = Random(seed), seconds
    for calm in chain.from_iterable(repeat((True, False))):
        spell = _spell(chance, left, calm=calm)
        left -= spell.seconds
        yield spell
        if left <= 0:
            return


def _spell(chance: Random, left: float, *, calm: bool) -> Spell:
    if calm:
        return Spell("calm", min(left, chance.uniform(*CALM)))
    kind, seconds = chance.choice(KINDS), min(left, chance.uniform(0.2, LONGEST))
    directions = chance.choice((BOTH, BOTH[:1], BOTH[1:]))
    least = chance.uniform(0, FAR)
    most = chance.uniform(least, FAR) if kind == "jitter" else least
    delayed = kind in {"delay", "jitter"}
    return Spell(kind, seconds, directions, (least, most) if delayed else (0.0, 0.0))


async def blow(
    line: Line,
    seed: int,
    seconds: float,
    stop: asyncio.Event | None = None,
    tell: Callable[[Spell], None] = lambda _: None,
) -> None:
    """Let the weather have the line for so long, or until it is stopped; then it is sound.

    :param tell: called with each spell when it begins
    """
    stopped = stop or asyncio.Event()
    for spell in forecast(seed, seconds):
        tell(spell)
        begin(line, spell)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), spell.seconds)
        end(line, spell)
        if stopped.is_set():
            break
    line.delay(0.0)


def begin(line: Line, spell: Spell) -> None:
    """Make the line as it is in the spell."""
    match spell.kind:
        case "delay" | "jitter":
            line.delay(spell.delay, *spell.directions)
        case "hold":
            line.hold(*spell.directions)
        case "swallow" | "swallow and cut":
            line.swallow(*spell.directions)
        case "reset" | "fin":
            line.cut(reset=spell.kind == "reset")
        case "lose":
            line.lose()


def end(line: Line, spell: Spell) -> None:
    """Make the line sound again; how slow it is stays, as it does where somebody has moved."""
    line.mend()
    if spell.kind == "swallow and cut":
        line.cut()
