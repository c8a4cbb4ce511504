"""The list of cards, and its reconciling with what the database holds.

Must not import: notes_ui.page.browse, notes_ui.page.editor, notes_ui.page.interaction.
"""
