"""What comes from pages that this process does not know, or knows no more.

Must not import: notes_ui.components, notes_ui.rendering, notes_ui.page, notes_ui.cli,
notes_ui.application, notes_ui.main.
"""
