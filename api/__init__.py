"""Notes over REST, WebSocket and a change feed. Knows nothing of the page."""

__version__ = "1.3.0"
