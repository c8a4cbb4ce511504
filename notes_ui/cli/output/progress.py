"""A bar that shows how far it is, to whoever sits at a terminal."""

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn


def bar(count: ProgressColumn, *, wanted: bool = True) -> Progress:
    """A bar on standard error; none where that is no terminal, or where it is not wanted.

    :param count: how far it is, in the units of what is counted
    """
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        count,
        TimeElapsedColumn(),
        console=console,
        disable=not (wanted and console.is_terminal),
        transient=True,
    )
