"""Drafts that were left behind: restored in their tab, offered in another one.

Must not import: notes_ui.page.cards, notes_ui.page.browse.
"""
