"""The page, and the `notes` command: clients of `api`.

Must not import: tests.
"""
