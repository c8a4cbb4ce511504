"""The routes: HTTP in and out, and nothing is decided. Only `api.main` imports them.

Must not import: api.main, sqlalchemy, sqlmodel.
"""
