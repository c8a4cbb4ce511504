"""Clicks and keys: which note is meant, selection, shortcuts, the focus.

Must not import: notes_ui.page.browse, notes_ui.page.composer, notes_ui.page.drafts.
"""
