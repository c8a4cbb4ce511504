"""The rows of a file, one after the other. The `notes` command imports it too: it is light.

Must not import: api.db, sqlalchemy, sqlmodel, fastapi.
"""
