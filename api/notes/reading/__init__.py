"""Reading notes by query: filters, search, cursors, windows, and the cache of notes.

Must not import: api.notes.store, api.notes.edits, api.notes.batch, api.notes.history,
api.notes.drafts.
"""
