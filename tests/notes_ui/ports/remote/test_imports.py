"""Imports on a front: over a line that loses answers, or falls silent."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest

from notes_ui.ports.files import Format, OnConflict
from notes_ui.ports.remote.connection import Connection
from notes_ui.ports.remote.transfers import RemoteTransfers
from notes_ui.ports.transfers import ImportReport
from tests.notes_ui.ports.remote.conftest import Line


@pytest.fixture
async def api(line: Line) -> AsyncIterator[Connection]:
    made = Connection("http://notes.test", transport=line)
    yield made
    await made.close()


@pytest.fixture
def transfers(api: Connection) -> RemoteTransfers:
    return RemoteTransfers(api, largest=10_000)


@pytest.fixture
def source() -> BytesIO:
    return BytesIO(b'{"title": "Milk"}\n')


async def take(transfers: RemoteTransfers, source: BytesIO) -> ImportReport:
    return await transfers.take(
        source, Format.NDJSON, OnConflict.REFUSE, expected=None, progress=lambda _: None
    )


async def test_an_import_raises_the_revision(
    api: Connection, transfers: RemoteTransfers, source: BytesIO
) -> None:
    await take(transfers, source)
    assert api.revision == 1
