"""What the API and a page on another machine say to each other. It imports no database.

Must not import: api.db.sqlite, api.db.postgres, api.db.tables, api.notes.store, api.notes.drafts,
api.notes.edits, api.events, fastapi, starlette, sqlalchemy, sqlmodel.
"""
