"""Writes to standard output and standard error."""

import json
import os
import re
import select
import sys
import threading
from typing import Final, TextIO

from rich.console import Console, RenderableType

from notes_ui.cli.exit_codes import ExitCode, Failure, ReaderGone

COMMANDING: Final = r"\x7f-\x9f\u2028\u2029"
TURNING: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
BREAKING: Final = re.compile(rf"[\x00-\x1f{COMMANDING}]")
"""characters that control a terminal, or break a line"""
UNPRINTABLE: Final = re.compile(rf"[\x00-\x1f{COMMANDING}{TURNING}]")
"""the same, and characters that change the writing direction"""
UNESCAPED: Final = re.compile(rf"[{COMMANDING}{TURNING}]")
"""those of them that JSON does not escape"""
NARROWEST: Final = 40
"""columns"""


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def put(text: str) -> None:
    """Write text."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    put_bytes(text.encode(encoding, "replace"))


def put_lines(text: str) -> None:
    """Write lines, without characters that control a terminal."""
    put("\n".join(map(one_line, text.split("\n"))))


def put_fields(*fields: object) -> None:
    """Write columns, separated by tabs; a tab or line break in a column becomes a space."""
    put("\t".join(one_line(str(field)) for field in fields) + "\n")


def put_json(text: str) -> None:
    """Write JSON, always in UTF-8 (RFC 8259), and without characters that control a terminal."""
    if is_terminal():
        text = UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    # Half a character can't be encoded; JSON accepts it as an escape, such as \udcff.
    put_bytes(text.encode("utf-8", "backslashreplace"))


def json_of(told: object) -> str:
    """JSON, on one line."""
    return json.dumps(told, ensure_ascii=False)


def end_with_the_reader() -> None:
    """End the program when the reader closes the pipe, even while there is nothing to write.

    A daemon thread blocks in poll(). For files, and on Windows, the next write notices it instead.
    """
    if sys.stdout is None or is_terminal() or not hasattr(select, "poll"):
        return
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)  # poll() always reports errors and a closed pipe

    def wait() -> None:
        poll.poll()
        os._exit(ExitCode.READER_GONE)  # the main thread is blocked reading from the server

    threading.Thread(target=wait, daemon=True).start()


def put_picture(picture: RenderableType) -> None:
    """Write a rich renderable; without colours if `NO_COLOR` is set."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = max(console.width, NARROWEST)
    with console.capture() as drawn:
        console.print(picture)
    put(drawn.get())


def tell(words: str) -> None:
    """Write one line to standard error."""
    if not words or sys.stderr is None:
        return
    try:
        print(one_line(words), file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        _let_go(sys.stderr)  # the exit code still reports the failure


def one_line(text: str) -> str:
    """The text with unprintable characters replaced by spaces."""
    return UNPRINTABLE.sub(" ", text)


def put_bytes(data: bytes) -> None:
    """Write and flush.

    :raises ReaderGone: if the reader has closed the pipe
    :raises Failure: if writing fails
    """
    if sys.stdout is None:  # the caller has closed it
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        _let_go(sys.stdout)
        raise ReaderGone from error
    except OSError as error:
        _let_go(sys.stdout)
        raise Failure(f"The output can't be written: {error.strerror}.") from error


def _let_go(stream: TextIO) -> None:
    """Redirect the stream to nowhere, so that Python does not fail flushing it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
