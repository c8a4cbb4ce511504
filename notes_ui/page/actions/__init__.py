"""What a person does to notes: written, announced, and undone.

Must not import: notes_ui.page.browse, notes_ui.page.cards, notes_ui.page.editor,
notes_ui.page.interaction.
"""
