"""Readers of the rows of a file. The `notes` command imports them too, so they stay light.

Must not import: api.db, sqlalchemy, sqlmodel, fastapi.
"""
