"""The ports over HTTP: the notes are in another process, which serves the API.

Must not import: api.backend, api.application, api.db.sqlite, api.db.postgres, api.db.tables,
api.routes, nicegui, sqlalchemy, sqlmodel, fastapi, starlette.
"""
