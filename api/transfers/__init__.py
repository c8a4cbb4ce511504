"""Files of notes, out of the database and into it.

Must not import: api.events, api.http, api.routes, api.backend, api.application, api.main, fastapi,
starlette.
"""
