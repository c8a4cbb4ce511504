"""Notes to measure with, in a schema of PostgreSQL."""

from typing import Final

from tests.benchmarks.data.seed import description, title
from tests.support import postgres

SEED: Final = "INSERT INTO note (title, description, done) VALUES (%s, %s, false)"


def fill(url: str, count: int) -> None:
    """Store so many notes, whose ids begin with 1."""
    with postgres.connected(url) as other, other.cursor() as cursor:
        cursor.executemany(SEED, [(title(number), description(number)) for number in range(count)])
