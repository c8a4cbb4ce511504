"""The REST client of the command.

Must not import: api.db, api.notes, notes_ui.application, notes_ui.main, notes_ui.cli.commands,
notes_ui.cli.app.
"""
