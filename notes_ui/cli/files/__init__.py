"""Files that the command writes.

Must not import: api.db, api.notes, notes_ui.cli.client, notes_ui.cli.commands, notes_ui.cli.app.
"""
