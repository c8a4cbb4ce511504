"""The additions to FastAPI's OpenAPI document.

Must not import: api.routes.batch, api.routes.dependencies, api.routes.health, api.routes.history,
api.routes.notes, api.routes.root, api.routes.sse, api.routes.tags, api.routes.transfers,
api.routes.websocket, api.backend, api.application, api.main.
"""
