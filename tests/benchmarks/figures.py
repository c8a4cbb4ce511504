"""What a part of the benchmarks finds out, and what it must reach."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    :param bound: None where nobody has asked for one
    :param detail: the absolute numbers behind it: for this machine in this minute only
    """

    name: str
    value: float
    bound: float | None
    best: Literal["at least", "at most"]
    detail: str
    unit: str = "×"

    @property
    def verdict(self) -> str:
        """Whether the value reaches its bound."""
        if self.bound is None:
            return "no bound"
        reach = self.value >= self.bound if self.best == "at least" else self.value <= self.bound
        return "met" if reach else "missed"

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The row in words."""
        return (
            self.name,
            f"{self.value:.2f} {self.unit}",
            "–" if self.bound is None else f"{self.best} {self.bound:g} {self.unit}",
            self.verdict,
            self.detail,
        )


HEADINGS = ("figure", "measured", "must reach", "verdict", "absolute numbers")
Measure = Callable[[], Awaitable[float]]
Part = Callable[[], Coroutine[Any, Any, Sequence[Figure]]]


@dataclass(frozen=True)
class Comparison:
    """Two things measured in turns: the median of the rounds' ratios, and of each of the two."""

    ratio: float
    ours: float
    peer: float


async def compare(ours: Measure, peer: Measure, *, rounds: int = 3) -> Comparison:
    """Measure in turns, so that what else the machine does hits both alike."""
    pairs = [(await ours(), await peer()) for _ in range(rounds)]
    return Comparison(
        median(mine / its for mine, its in pairs),
        median(mine for mine, _ in pairs),
        median(its for _, its in pairs),
    )


def table(figures: Sequence[Figure]) -> str:
    """Aligned columns of plain text."""
    rows = [HEADINGS, *(figure.cells for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def markdown(figures: Sequence[Figure]) -> str:
    """The same as a table of Markdown."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(figure.cells for figure in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
