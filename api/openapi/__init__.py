"""What the OpenAPI document says beside what FastAPI finds in the code.

Must not import: api.routes, api.backend, api.application, api.main.
"""
