"""What goes to standard output, and what is said beside it on standard error."""

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
"""what commands a terminal, or would break a line"""
UNPRINTABLE: Final = re.compile(rf"[\x00-\x1f{COMMANDING}{TURNING}]")
"""all that, and what turns round the letters that stand beside it"""
UNESCAPED: Final = re.compile(rf"[{COMMANDING}{TURNING}]")
"""what of it JSON may hold as it is"""
NARROWEST: Final = 40
"""columns"""


def is_terminal() -> bool:
    """Whether a person reads what goes to standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def put(text: str) -> None:
    """Write what people read, or programs that read lines."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    put_bytes(text.encode(encoding, "replace"))


def put_lines(text: str) -> None:
    """Write lines for people, without what commands a terminal."""
    put("\n".join(map(one_line, text.split("\n"))))


def put_fields(*fields: object) -> None:
    """Write a line of columns, with tabs between; a tab or the end of a line in one is a space."""
    put("\t".join(one_line(str(field)) for field in fields) + "\n")


def put_json(text: str) -> None:
    """Write JSON, in UTF-8 whatever the terminal speaks (RFC 8259); it commands no terminal."""
    if is_terminal():
        text = UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    # Half a character can't be encoded; as \udcff JSON takes it again.
    put_bytes(text.encode("utf-8", "backslashreplace"))


def json_of(told: object) -> str:
    """JSON, on one line."""
    return json.dumps(told, ensure_ascii=False)


def end_with_the_reader() -> None:
    """End the program as soon as nobody reads it any more, also while there is nothing to write.

    To ask costs nothing: a thread sleeps until then. Where that can't be found out, as of
    a file, or in Windows, the next write does.
    """
    if sys.stdout is None or is_terminal() or not hasattr(select, "poll"):
        return
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)  # of errors and the other end's closing it always tells

    def wait() -> None:
        poll.poll()
        os._exit(ExitCode.READER_GONE)  # the main thread waits for the server, and hears nothing

    threading.Thread(target=wait, daemon=True).start()


def put_picture(picture: RenderableType) -> None:
    """Write what is made for a terminal; without colours if they are not wanted (`NO_COLOR`)."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = max(console.width, NARROWEST)
    with console.capture() as drawn:
        console.print(picture)
    put(drawn.get())


def tell(words: str) -> None:
    """Say one line on standard error."""
    if not words or sys.stderr is None:
        return
    try:
        print(one_line(words), file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        _let_go(sys.stderr)  # the code still tells what the words can't


def one_line(text: str) -> str:
    """The text without what is not to be printed: each of it becomes a space."""
    return UNPRINTABLE.sub(" ", text)


def put_bytes(data: bytes) -> None:
    """Write, at once.

    :raises ReaderGone: if nobody reads it any more
    :raises Failure: if it can't be written
    """
    if sys.stdout is None:  # it was closed by the caller, who wants to read nothing
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
        raise Failure(f"What was asked for can't be written: {error.strerror}.") from error


def _let_go(stream: TextIO) -> None:
    """Nobody takes what is written there any more: Python is not to try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
