"""The fields of a note that is edited: their texts, and what is typed in them late.

Must not import: notes_ui.page.browse, notes_ui.page.composer, notes_ui.page.interaction.
"""
