"""What all pages of a process share, and all that uses what is private in NiceGUI.

Must not import: notes_ui.components, notes_ui.rendering, notes_ui.page, notes_ui.cli,
notes_ui.application, notes_ui.main.
"""
