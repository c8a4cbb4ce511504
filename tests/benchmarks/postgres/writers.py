"""16 foreign writers, one note a transaction, against the same table without the feed's triggers.

PostgreSQL's own pgbench writes, so that no Python stands in its way.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.servers import the_app
from tests.support import postgres

CLIENTS: Final = 16
SECONDS: Final = 4
ROUNDS: Final = 3
SCRIPT: Final = """
INSERT INTO {schema}.{table} (title, description)
VALUES ('Seeded note to be read', 'A line or two that say a little more than the title does.');
"""
BARE: Final = """
CREATE TABLE bare (LIKE note INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING CONSTRAINTS);
ALTER TABLE bare ADD PRIMARY KEY (id)
"""
RATE: Final = re.compile(r"tps = ([\d.]+)")


async def pg_writers() -> Sequence[Figure]:
    """Transactions a second of 16 foreign writers while the app follows the feed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.new_schema(durable=True) as url,
        the_app(Path(folder), NOTES_DATABASE_URL=url),
    ):
        with postgres.connected(url) as other:
            other.execute(BARE)
        schema = url.partition("?schema=")[2]
        ours, bare = (_Writing(Path(folder), schema, table) for table in ("note", "bare"))
        found = await compare(ours.rate, bare.rate, rounds=ROUNDS)
    detail = f"{found.ours:,.0f} transactions/s; the bare table: {found.peer:,.0f}"
    return [Figure("pg-writers", found.ratio, 0.6, "at least", detail)]


class _Writing:
    def __init__(self, folder: Path, schema: str, table: str) -> None:
        self._script = folder / f"{table}.sql"
        self._script.write_text(SCRIPT.format(schema=schema, table=table))

    async def rate(self) -> float:
        """Transactions a second, in one more round."""
        told = subprocess.run(  # noqa: ASYNC221  # nothing else runs here
            [
                *(_pgbench(), "--no-vacuum", f"--client={CLIENTS}", "--jobs=2"),
                *(f"--time={SECONDS}", f"--file={self._script}", postgres.SERVER),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        found = RATE.search(told.stdout)
        assert found, told.stderr
        return float(found[1])


def _pgbench() -> str:
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    found = shutil.which("pgbench") or next(map(str, reversed(beside)), "")
    assert found, "pgbench is not installed (Debian package: postgresql)"
    return found
