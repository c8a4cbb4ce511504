"""In which order cards stand, while one of them has to stay where it is."""

from collections.abc import Collection, Sequence
from typing import TypeVar

T = TypeVar("T")


def around(held: T, children: Sequence[T], old: Collection[T], wanted: Sequence[T]) -> list[T]:
    """The wanted order, but for the held card: others go around it.

    A browser takes the focus from an element that it moves, and with it from what is typed there.

    :param children: the cards as they stand, the held one among them
    :param old: those that have stood there before; where others stand means nothing yet
    """
    there = {held, *old}
    was = [child for child in children if child in there]
    place = was.index(held)
    before, after = set(was[:place]), set(was[place + 1 :])
    meant = wanted.index(held) if held in wanted else place
    others = [card for card in wanted if card is not held]

    def fits(place: int) -> tuple[int, int]:
        kept = len(before.intersection(others[:place])) + len(after.intersection(others[place:]))
        return kept, -abs(place - meant)

    best = max(range(len(others) + 1), key=fits)
    return [*others[:best], held, *others[best:]]
