"""What comes in from standard input."""

import sys
from typing import BinaryIO

from notes_ui.cli.exit_codes import WrongUse


def piped() -> BinaryIO:
    """What is piped in.

    :raises WrongUse: if the caller has closed it
    """
    if sys.stdin is None:
        raise WrongUse("Standard input is closed.")
    return sys.stdin.buffer


def piped_text() -> str:
    """What is piped in, without the end of its last line.

    :raises WrongUse: if it is no text in UTF-8, or if the caller has closed it
    """
    try:
        return piped().read().decode().removesuffix("\n")
    except UnicodeDecodeError as error:
        raise WrongUse("What standard input gives is no text in UTF-8.") from error
