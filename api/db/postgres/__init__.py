"""PostgreSQL: the database and its connections, the schema, the follower of the feed.

Must not import: api.notes, api.db.sqlite.
"""
