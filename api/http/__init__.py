"""The mechanics of HTTP: problems, middleware, caching, CORS. Knows no single route.

Must not import: api.routes, api.backend, api.application, api.main.
"""
