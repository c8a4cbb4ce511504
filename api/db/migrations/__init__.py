"""The schema's history. A released migration is never edited.

Must not import: api.notes, api.db.sqlite.
"""
