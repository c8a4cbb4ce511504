"""The change feed and its subscribers.

Must not import: api.transfers, api.http, api.routes, api.backend, api.application, api.main,
fastapi.
"""
