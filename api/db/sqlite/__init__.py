"""The parts specific to SQLite: connections, the file, full-text search.

Must not import: api.db.database, api.db.connections, api.db.tables, api.notes.
"""
