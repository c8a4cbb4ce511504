"""Editing a note in its place, while others change it: merged, stored, kept as a draft.

Must not import: notes_ui.page.browse, notes_ui.page.composer, notes_ui.page.interaction.
"""
