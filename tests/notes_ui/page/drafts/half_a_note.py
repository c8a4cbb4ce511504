"""A note that somebody has begun to type, and has not added."""

from notes_ui import theme
from notes_ui.i18n import messages
from tests.notes_ui.support.reader import Reader


def type_note(reader: Reader, title: str, description: str = "") -> None:
    composer = reader.styled(theme.COMPOSER)
    reader.write(reader.field(messages.TITLE, composer), title)
    reader.write(reader.field(messages.DESCRIPTION, composer), description)
