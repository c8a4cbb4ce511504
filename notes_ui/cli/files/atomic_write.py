"""A file that is there when it is whole; until then one that was there before stays."""

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
"""what ends a program without a word; the second is not known to all systems"""
PRIVATE: Final = 0o600
USUAL: Final = 0o666
"""what a new file may be read and written by, but for what the umask takes away"""


@contextmanager
def opened(file: Path) -> Iterator[Write]:
    """Write to a file; what was written is there when the block has ended well.

    A file that was there before keeps its permissions. Whatever ends the block, nothing
    else is left behind.

    :raises Failure: if it can't be written
    """
    target = file.resolve()
    try:
        with _ending_in_order():
            if target.exists() and not target.is_file():  # /dev/null is not to be replaced
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
    """Have signals end the block as Ctrl-C does; but not those that the caller ignores (nohup)."""
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
    raise SystemExit(128 + number)  # as shells have it
