"""Text fields that lose no letter on a slow line. They know no note.

Must not import: api, notes_ui.rendering, notes_ui.page, notes_ui.cli, notes_ui.application,
notes_ui.main.
"""
