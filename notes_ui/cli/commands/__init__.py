"""The subcommands of `notes`, except `serve`.

Must not import: api.db, api.notes, notes_ui.application, notes_ui.main, notes_ui.runtime,
notes_ui.cli.app, notes_ui.cli.serve.
"""
