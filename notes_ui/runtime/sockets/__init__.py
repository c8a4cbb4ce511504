"""The WebSockets of pages: which of them are closed, and what is compressed.

Must not import: notes_ui.components, notes_ui.rendering, notes_ui.page, notes_ui.cli,
notes_ui.application, notes_ui.main.
"""
