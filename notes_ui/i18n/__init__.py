"""Every text of the page, in English and French.

Must not import: api, nicegui, notes_ui.components, notes_ui.rendering, notes_ui.runtime,
notes_ui.page, notes_ui.cli, notes_ui.application, notes_ui.main.
"""
