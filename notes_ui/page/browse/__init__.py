"""What is shown: the query and its address, header, toolbar, and what frames the list.

Must not import: notes_ui.page.cards, notes_ui.page.editor, notes_ui.page.interaction.
"""
