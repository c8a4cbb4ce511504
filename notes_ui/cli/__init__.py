"""The `notes` command: works with notes from a shell, over REST.

Must not import: nicegui, sqlalchemy, sqlmodel, notes_ui.page, notes_ui.components,
notes_ui.rendering, notes_ui.main.
"""
