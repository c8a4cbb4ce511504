"""The mechanics of HTTP: problems, middleware, caching, CORS. Independent of the routes.

Must not import: api.routes, api.backend, api.application, api.main.
"""
