"""A progress bar for terminals."""

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn


def bar(count: ProgressColumn, *, wanted: bool = True) -> Progress:
    """A progress bar on standard error, if that is a terminal and the bar is wanted.

    :param count: the column that shows the count
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
