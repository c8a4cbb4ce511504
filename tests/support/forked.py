"""Python processes that have imported the program already: what is imported takes most of a start.

Each is forked from one process, which has done nothing but to import it.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, TextIO

FORKING: Final = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["notes_ui.cli.app", "notes_ui.cli.serve"])


class ForkedProgram:
    """The `notes` command in a process of its own, with what tests need of a `Popen`.

    :param arguments: of the command
    :param environment: all of it
    :param folder: where it runs
    """

    def __init__(self, *arguments: str, environment: Mapping[str, str], folder: Path) -> None:
        told, telling = FORKING.Pipe(duplex=False)
        errors = Connection(os.dup(2), readable=False)
        given = (telling, errors, arguments, dict(environment), folder)
        self._process = FORKING.Process(target=_run, args=given, daemon=True)
        self._process.start()
        telling.close()
        errors.close()
        self.stdout: TextIO = os.fdopen(os.dup(told.fileno()), encoding="utf-8")
        told.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it is still there."""
        if self._process.is_alive():
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it, without asking."""
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended, and return what it has ended with.

        :raises subprocess.TimeoutExpired: if it has not ended within so many seconds
        """
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("notes", timeout or 0)
        return self._process.exitcode


def _run(
    telling: Connection,
    errors: Connection,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    folder: Path,
) -> None:
    """Be the command, from its command line to its end."""
    for output, number in ((telling, 1), (errors, 2)):
        os.dup2(output.fileno(), number)
        output.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["notes", *arguments]
    from notes_ui.__main__ import main  # not in the process that it is forked from

    main()
