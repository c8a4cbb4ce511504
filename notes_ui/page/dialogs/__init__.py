"""The dialogs: the history of a note, and all tags.

Must not import: notes_ui.page.cards, notes_ui.page.editor, notes_ui.page.interaction.
"""
