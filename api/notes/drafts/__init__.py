"""Texts that were typed but not saved, with the notes that they belong to.

Must not import: api.notes.store, api.notes.edits, api.notes.batch, api.notes.history.
"""
