"""What SQLite and PostgreSQL write or raise differently, and the search of notes.

Must not import: api.notes, api.db.sqlite, api.db.postgres.
"""
