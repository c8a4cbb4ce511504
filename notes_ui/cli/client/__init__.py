"""The notes over REST, for whoever is not the server.

Must not import: api.db, api.notes, notes_ui.application, notes_ui.main, notes_ui.cli.commands,
notes_ui.cli.app.
"""
