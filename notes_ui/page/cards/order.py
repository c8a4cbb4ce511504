"""In which order cards stand, while one of them has to stay where it is."""

from collections.abc import Collection, Sequence
from typing import TypeVar

T = TypeVar("T")


def around(held: T, children: Sequence[T], old: Collection[T], wanted: Sequence[T]) -> list[T]:
    """The wanted order, but the held card keeps its place, and the others go around it.

    A browser takes the focus from an element that it moves, and so from a field within it.

    :param children: the cards in their current order, the held one among them
    :param old: the cards that had a place before; the places of others mean nothing yet
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
