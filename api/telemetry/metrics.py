"""What Prometheus may ask for: how many requests, pages and listeners, and how long things take."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""the buckets: a note that is known is answered in a tenth of a millisecond"""


class Metrics:
    """The metrics of one application, on a registry of its own, and those of its process."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry(auto_describe=True)
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self._requests = Counter(
            "http_requests_total",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._latency = Histogram(
            "http_request_duration_seconds",
            "From the arrival of a request to the beginning of its answer.",
            ("method", "route"),
            buckets=SECONDS,
            registry=registry,
        )
        self._listeners = Gauge(
            "notes_stream_listeners",
            "Who follows the changes now.",
            ("stream",),
            registry=registry,
        )
        self._rounds = Histogram(
            "notes_refresh_seconds",
            "From the news to the moment when the last open page has been refreshed.",
            buckets=SECONDS,
            registry=registry,
        )
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def watch(self, name: str, said: str, read: Callable[[], float]) -> None:
        """Have a number read whenever somebody asks for it, and said under this name."""
        Gauge(name, said, registry=self.registry).set_function(read)

    def listening(self, stream: str) -> AbstractContextManager[None]:
        """Count one more listener of a stream, such as ``ws``, until the block ends."""
        return self._listeners.labels(stream).track_inprogress()

    def refreshed(self, seconds: float) -> None:
        """Count a round in which all open pages were refreshed."""
        self._rounds.observe(seconds)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request.

        :param route: the template of its path, and never the path: what callers make up would
            be a series each
        """
        key = (method, route, status)
        if (kept := self._known.get(key)) is None:
            counter = self._requests.labels(method, route, status)
            kept = self._known[key] = (counter, self._latency.labels(method, route))
        counter, latency = kept
        counter.inc()
        latency.observe(seconds)
