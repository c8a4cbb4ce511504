"""What the tests of an outbox begin with."""

from types import SimpleNamespace

import pytest
from nicegui import core

from tests.notes_ui.runtime.outbox.wire import Wire


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    made = Wire()
    monkeypatch.setattr(core, "sio", SimpleNamespace(emit=made.emit, eio=core.sio.eio))
    return made
