"""Notes as a file, made piece by piece.

Must not import: api.transfers.readers, api.transfers.service, api.transfers.apply.
"""
