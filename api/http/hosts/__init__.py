"""Which host names are accepted, and which sites' pages may change something.

Must not import: api.routes, api.backend, api.application, api.main.
"""
