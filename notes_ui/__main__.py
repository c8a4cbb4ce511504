"""The `notes` command."""

import sys
from typing import Final

CTRL_C: Final = 130
"""what shells say of a program that it has ended: 128 and the number of the signal"""


def main() -> None:
    """Run the command.

    :raises SystemExit: with an `ExitCode` of `notes_ui.cli.exit_codes`
    """
    try:
        # Imports take most of the time: whoever presses Ctrl-C meanwhile wants no traceback either.
        from notes_ui.cli.app import run

        ended = run()
    except KeyboardInterrupt:
        ended = CTRL_C
    sys.exit(ended)


if __name__ == "__main__":
    main()
