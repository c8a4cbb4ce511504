"""Logs, metrics and request ids.

Must not import: api.db, api.notes, api.events, api.transfers, api.http, api.routes, api.backend,
api.application, api.main.
"""
