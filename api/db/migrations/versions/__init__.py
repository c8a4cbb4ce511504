"""The revisions of the schema, named by their numbers.

Must not import: api.
"""
