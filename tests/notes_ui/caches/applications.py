"""What has caches: the application with its pages, on a file that nothing is read from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.backend import Backend
from api.caches import Cache, Caches
from api.settings import Settings
from notes_ui.page.shared import shared_by_pages
from notes_ui.ports.local import local


class OpenCaches(Caches):
    """Caches that a test can fill."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(megabytes)
        self.made: dict[str, Cache[Any, Any]] = {}

    def make(self, name: str, share: int, size: Callable[[Any], int]) -> Cache[Any, Any]:
        made: Cache[Any, Any] = super().make(name, share, size)
        self.made[name] = made
        return made


def backend_on(file: Path, megabytes: int = 192) -> Backend:
    return Backend(Settings(database_url=f"sqlite:///{file}", cache_megabytes=megabytes))


def application(folder: Path, megabytes: int = 192) -> Backend:
    backend = backend_on(folder / "notes.db", megabytes)
    shared_by_pages(local(backend))
    return backend
