"""The routes: HTTP in and out, and nothing is decided. Only `api.application` imports them.

Must not import: api.application, api.main, sqlalchemy, sqlmodel.
"""
