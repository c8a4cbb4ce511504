"""Standard input."""

import sys
from typing import BinaryIO

from notes_ui.cli.exit_codes import WrongUse


def piped() -> BinaryIO:
    """Standard input as bytes.

    :raises WrongUse: if the caller has closed it
    """
    if sys.stdin is None:
        raise WrongUse("Standard input is closed.")
    return sys.stdin.buffer


def piped_text() -> str:
    """The text of standard input, without its last line break.

    :raises WrongUse: if it is not UTF-8, or if the caller has closed it
    """
    try:
        return piped().read().decode().removesuffix("\n")
    except UnicodeDecodeError as error:
        raise WrongUse("Standard input is not UTF-8.") from error
