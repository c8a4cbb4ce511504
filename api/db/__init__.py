"""The database: tables, snapshots, one writer, migrations; each engine has a package.

Must not import: api.notes, api.telemetry, api.events, api.transfers, api.http, api.routes,
api.backend, api.application, api.main, fastapi, starlette.
"""
