"""Notes over REST, WebSocket and a change feed. Independent of the page.

Must not import: notes_ui, nicegui, tests.
"""

__version__ = "1.3.0"
