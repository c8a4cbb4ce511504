"""Notes over REST, WebSocket and a change feed. Knows nothing of the page."""

__version__ = "1.2.0"
