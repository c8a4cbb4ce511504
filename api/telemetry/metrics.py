"""The metrics for Prometheus: counts and durations of requests, pages and subscribers."""

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
"""the buckets: a cached note takes a tenth of a millisecond"""


class Metrics:
    """The metrics of one application, in its own registry, and those of its process."""

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
            "Time from the arrival of a request to the beginning of its response.",
            ("method", "route"),
            buckets=SECONDS,
            registry=registry,
        )
        self._listeners = Gauge(
            "notes_stream_listeners",
            "Subscribers of the change streams.",
            ("stream",),
            registry=registry,
        )
        self._rounds = Histogram(
            "notes_refresh_seconds",
            "Time from a change until the last open page was refreshed.",
            buckets=SECONDS,
            registry=registry,
        )
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def watch(self, name: str, said: str, read: Callable[[], float]) -> None:
        """Add a gauge whose value is read at each scrape."""
        Gauge(name, said, registry=self.registry).set_function(read)

    def listening(self, stream: str) -> AbstractContextManager[None]:
        """Count one more subscriber of a stream, such as ``ws``, until the block ends."""
        return self._listeners.labels(stream).track_inprogress()

    def refreshed(self, seconds: float) -> None:
        """Record a round that refreshed all open pages."""
        self._rounds.observe(seconds)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Record a request.

        :param route: the template of its path, never the path itself, which would let callers
            create any number of series
        """
        key = (method, route, status)
        if (kept := self._known.get(key)) is None:
            counter = self._requests.labels(method, route, status)
            kept = self._known[key] = (counter, self._latency.labels(method, route))
        counter, latency = kept
        counter.inc()
        latency.observe(seconds)
