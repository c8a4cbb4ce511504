"""Expressions that SQLite and PostgreSQL write differently, and the search of notes.

Must not import: api.notes, api.db.sqlite, api.db.postgres.
"""
