"""The form for a new note: its line for the title."""

from notes_ui import theme
from notes_ui.components.fields.entry_field import EntryField
from notes_ui.i18n import messages
from tests.notes_ui.support.reader import Reader


def line(reader: Reader) -> EntryField:
    """The field for the title of a new note."""
    field = reader.field(messages.TITLE, reader.styled(theme.COMPOSER))
    assert isinstance(field, EntryField)
    return field
