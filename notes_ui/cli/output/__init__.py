"""Standard output and standard error: tables, streams, a progress bar.

Must not import: api.db, api.notes, notes_ui.cli.client, notes_ui.cli.commands, notes_ui.cli.app.
"""
