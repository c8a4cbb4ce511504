"""A note's text as HTML that can do no harm.

Must not import: nicegui, notes_ui.components, notes_ui.runtime, notes_ui.page, notes_ui.cli,
notes_ui.application, notes_ui.main.
"""
