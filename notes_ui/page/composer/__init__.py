"""The form for a new note, and the way to a note that was just made.

Must not import: notes_ui.page.interaction, notes_ui.page.drafts.
"""
