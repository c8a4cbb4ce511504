"""SQLite: the database and its connections, the file, the schema, full-text search.

Must not import: api.notes.
"""
