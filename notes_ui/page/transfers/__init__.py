"""Export and import on the page.

Must not import: notes_ui.page.cards, notes_ui.page.editor, notes_ui.page.interaction.
"""
