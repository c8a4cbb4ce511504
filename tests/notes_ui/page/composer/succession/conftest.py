"""A page where Milk is being added."""

import pytest

from notes_ui.components.fields.entry_field import TEXT
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.composer.succession.pressed import Pressed
from tests.notes_ui.support.composer import line


@pytest.fixture
async def pressed(open_page: OpenPage) -> Pressed:
    page = await open_page()
    left = line(page)
    page.send(left, "focusin")
    page.send(left, TEXT, "Milk")
    page.is_away = True
    page.press("Add note")
    return Pressed(page, left)
