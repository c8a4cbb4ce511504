"""Writes a file atomically: an existing file stays until the new one is complete."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from stat import S_IMODE
from types import FrameType
from typing import Final

from notes_ui.cli.exit_codes import Failure

Write = Callable[[bytes], object]
ENDING: Final = ("SIGTERM", "SIGHUP")
"""signals that end a program at once; not every system has the second"""
PRIVATE: Final = 0o600
USUAL: Final = 0o666
"""the permissions of a new file, before the umask"""


@contextmanager
def opened(file: Path) -> Iterator[Write]:
    """Write to a file, which appears when the block ends without an exception.

    An existing file keeps its permissions. No temporary file is left behind.

    :raises Failure: if the file can't be written
    """
    target = file.resolve()
    try:
        with _ending_in_order():
            if (
                target.exists() and not target.is_file()
            ):  # such as /dev/null, which must not be replaced
                with target.open("wb") as there:
                    yield there.write
            else:
                with _replacing(target) as write:
                    yield write
    except OSError as error:
        raise Failure(f"{file} can't be written: {error.strerror}.") from error


@contextmanager
def _replacing(target: Path) -> Iterator[Write]:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    mode = S_IMODE(target.stat().st_mode) if target.exists() else None
    created = partial(os.open, mode=USUAL if mode is None else PRIVATE)
    try:
        with open(part, "wb", opener=created) as there:
            yield there.write
        if mode is not None:
            part.chmod(mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Make signals end the block as Ctrl-C does, unless the caller ignores them (nohup)."""
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    default = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in default:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in default:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)  # as shells do
