"""The routes: the HTTP layer, without logic of its own. Only `api.application` imports them.

Must not import: api.application, api.main, sqlalchemy, sqlmodel.
"""
