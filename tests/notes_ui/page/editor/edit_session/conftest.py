"""What the tests of a sitting in an editor begin with."""

from typing import Final

import pytest

from notes_ui.page.editor import note_editor

LONG: Final = 3600.0
"""seconds: nothing is stored because of a pause"""


@pytest.fixture
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_editor, "STORED_AFTER", LONG)
