"""Moving all notes from one database to another, with all that belongs to them.

Must not import: api.notes, api.events, api.transfers.
"""
