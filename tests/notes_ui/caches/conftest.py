"""The caches of an application."""

from pathlib import Path

import pytest

from tests.notes_ui.caches.applications import OpenCaches, application


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenCaches:
    """Those of an application with its pages."""
    monkeypatch.setattr("api.backend.Caches", OpenCaches)
    made = application(tmp_path).caches
    assert isinstance(made, OpenCaches)
    return made
