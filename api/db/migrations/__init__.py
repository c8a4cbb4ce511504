"""The schema's history. Each revision is frozen text: what was run once is what it says.

Must not import: api.notes, api.db.database, api.db.sqlite.
"""
