"""Notes made of words as people's are: a few words stand everywhere, and most are rare.

The words are made up of syllables, so that any of their beginnings is one that others have too. How
often each is used follows Zipf's law, and the shorter ones are used more.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

SEED: Final = 3
VOCABULARY: Final = 20_000
ONSETS: Final = [*"bcdfghlmnprstvw", "st", "tr", "pl", "ch", "sh", "br", "gr"]
VOWELS: Final = [*"aeiou", "ea", "ou", "ai"]
CODAS: Final = ["", "", "", "n", "r", "s", "t", "l", "nd", "ck"]
SYLLABLES: Final = (1, 1, 2, 2, 3, 4)
TITLE: Final = (3, 7)
DESCRIPTION: Final = (8, 24)
TAGGED: Final = 5
"""one note in so many has a tag"""
TAGS: Final = 30
DONE: Final = 4
"""one note in so many is done"""
INSERT: Final = "INSERT INTO note (title, description, done) VALUES (?, ?, ?)"


class Text(NamedTuple):
    title: str
    description: str
    done: bool


@cache
def vocabulary() -> Sequence[str]:
    """All words, from the most used one to the rarest."""
    random = Random(SEED)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found[_word(random)] = None
    # Mostly by length: among words of about one length any may be the more common one.
    return sorted(found, key=lambda word: len(word) + random.uniform(0, 4))


def texts() -> Iterator[Text]:
    """Notes without end, and the same ones each time."""
    random = Random(SEED)
    words = vocabulary()
    usage = list(accumulate(1 / (rank + 2.7) for rank in range(1, VOCABULARY + 1)))
    number = 0
    while True:
        number += 1
        length, more = random.randint(*TITLE), random.randint(*DESCRIPTION)
        drawn = random.choices(words, cum_weights=usage, k=length + more)
        if number % TAGGED == 0:
            drawn[-1] = f"#{words[random.randrange(TAGS)]}"
        title = " ".join(drawn[:length]).capitalize()
        yield Text(title, f"{' '.join(drawn[length:])}.", number % DONE == 0)


def seed_texts(database: Path, count: int) -> None:
    """Add so many of them in one transaction to a database whose schema has been made."""
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.executemany(INSERT, islice(texts(), count))


def _word(random: Random) -> str:
    syllables = range(random.choice(SYLLABLES))
    return "".join(
        random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS) for _ in syllables
    )
