"""What all pages of a process share, and the patches of NiceGUI.

Must not import: notes_ui.components, notes_ui.rendering, notes_ui.page, notes_ui.cli,
notes_ui.application, notes_ui.main.
"""
