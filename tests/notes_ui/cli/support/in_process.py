"""The command without a process of its own, which would spend half a second on imports."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from notes_ui.__main__ import main


def ended(
    arguments: Sequence[str], typed: str, environment: dict[str, str], folder: Path
) -> "subprocess.CompletedProcess[str]":
    """Run `notes` in a pipe, in a folder and with nothing but these variables, until it ends."""
    told, said = _stream(), _stream()
    with (
        patch.multiple(sys, argv=["notes", *arguments], stdin=_stream(typed)),
        patch.multiple(sys, stdout=told, stderr=said),
        patch.dict(os.environ, environment, clear=True),
        contextlib.chdir(folder),
    ):
        code = _code()
    return subprocess.CompletedProcess(arguments, code, _text(told), _text(said))


def _code() -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    message = "it must end with a code"
    raise AssertionError(message)


def _stream(holding: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(holding.encode()), "utf-8", newline="\n")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    held = stream.buffer
    assert isinstance(held, io.BytesIO)
    return held.getvalue().decode()
