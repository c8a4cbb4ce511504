"""Export and import of files of notes.

Must not import: api.events, api.http, api.routes, api.backend, api.application, api.main, fastapi,
starlette.
"""
