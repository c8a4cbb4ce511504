"""What a note is, and how notes are read and changed.

Must not import: api.telemetry, api.events, api.transfers, api.http, api.routes, api.backend,
api.application, api.main, fastapi, starlette.
"""
