"""Somebody with a note open, whose connection gets lost."""

import httpx
import pytest

from tests.notes_ui.components.fields.cut import Cut, Edits
from tests.notes_ui.conftest import OpenPage


@pytest.fixture
def edits(open_page: OpenPage, rest: httpx.AsyncClient) -> Edits:
    return lambda description: Cut.at(open_page, rest, description)
