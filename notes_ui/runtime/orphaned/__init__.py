"""Messages from pages that this process did not build, or has deleted; as after a restart.

Must not import: notes_ui.components, notes_ui.rendering, notes_ui.page, notes_ui.cli,
notes_ui.application, notes_ui.main.
"""
