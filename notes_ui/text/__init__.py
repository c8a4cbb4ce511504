"""Pure functions on texts that people type: merged, rebased, continued.

Must not import: nicegui, notes_ui.components, notes_ui.rendering, notes_ui.runtime, notes_ui.i18n,
notes_ui.theme, notes_ui.page, notes_ui.cli, notes_ui.application, notes_ui.main.
"""
