"""The `notes` command: it ends with a code, and with one line of words where something is wrong."""

import sys

import typer

from notes_ui.command.application import app
from notes_ui.command.failures import ExitCode, Failure
from notes_ui.command.output import tell


def main() -> None:
    """Run the command.

    :raises SystemExit: with an `ExitCode`
    """
    try:
        ended = app(prog_name="notes", standalone_mode=False)
    except Failure as failure:
        ended = failure.code
        tell(str(failure))
    except typer.TyperException as wrong:
        ended = ExitCode.WRONG_USE
        tell(_words(wrong))
    except Exception as unexpected:
        ended = ExitCode.REFUSED
        tell(f"Something went wrong here: {unexpected!r}")
    sys.exit(
        ended or ExitCode.DONE
    )  # typer hands on what `Exit` was raised with, and 130 at Ctrl-C


def _words(wrong: typer.TyperException) -> str:
    words = wrong.format_message().replace("Value error, ", "")
    sentence = words if words.endswith((".", "?")) else f"{words}."
    context = getattr(wrong, "ctx", None)
    return f"{sentence} See {context.command_path} --help." if context else sentence


if __name__ == "__main__":
    main()
