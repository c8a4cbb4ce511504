"""The `notes` command: its subcommands, and the server that it starts without one."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import typer

from api import __version__
from notes_ui.cli.client.notes import given
from notes_ui.cli.commands import (
    change,
    edit,
    export_notes,
    import_notes,
    migrate,
    open_page,
    read,
    watch,
)
from notes_ui.cli.exit_codes import ExitCode, Failure, WrongUse
from notes_ui.cli.output.streams import put, tell
from notes_ui.cli.server_url import LOCAL, FirstUrl

ENDINGS: Final = """Exit codes: 0: done; 1: refused or failed; 2: wrong use; 3: note not found;
4: somebody else has changed the note; 5: no server, or the server is busy.
"""
SERVING: Final = ("host", "port", "database_url")

Host = Annotated[str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1.")]
Port = Annotated[int | None, typer.Option(help="Port; 0 chooses a free one. Default: 8000.")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="The file with the notes. Default: sqlite:///notes.db.")
]

app = typer.Typer(
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.callback(invoke_without_command=True, epilog=ENDINGS)
def notes(
    context: typer.Context,
    *,
    host: Host = None,
    port: Port = None,
    database_url: DatabaseUrl = None,
    url: FirstUrl = LOCAL,  # noqa: ARG001  # `connected` reads it from the context
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Notes in every browser: a live page, a REST API and this command.

    Without a subcommand, it starts the server. --host, --port and --database-url
    are for that, or NOTES_HOST, NOTES_PORT and NOTES_DATABASE_URL. migrate copies
    a database. All other subcommands send requests to a server, on this machine or
    another.

    notes                                     serve the notes of this folder
    notes add "Buy milk" -d "two litres"      create a note
    notes ls --open -q milk                   find it
    notes --url http://nas:8000 done 3        tick it, on another machine
    """
    serving = given({"host": host, "port": port, "database_url": database_url})
    if version:
        put(f"{__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _refuse_an_address(context)
        _serve(serving)
    elif serving and context.invoked_subcommand != "serve":
        raise WrongUse("--host, --port and --database-url are for the server: notes serve --port …")


def serve(
    context: typer.Context, host: Host = None, port: Port = None, database_url: DatabaseUrl = None
) -> None:
    """Serve the page and REST, as `notes` alone does.

    notes serve --port 9000 --database-url sqlite:////srv/notes.db
    """
    before = given({name: context.find_root().params[name] for name in SERVING})
    after = given({"host": host, "port": port, "database_url": database_url})
    _serve({**before, **after})


SUBCOMMANDS: Final[dict[str, dict[str, Callable[..., None]]]] = {
    "Notes": {
        "add": change.add,
        "ls": read.ls,
        "show": read.show,
        "edit": edit.edit,
        "done": change.done,
        "undone": change.undone,
        "rm": change.rm,
        "restore": change.restore,
        "history": read.history,
        "revert": change.revert,
    },
    "All of them": {
        "export": export_notes.export,
        "import": import_notes.import_notes,
        "watch": watch.watch,
    },
    "The server": {"open": open_page.open_page, "serve": serve, "migrate": migrate.migrate},
}
for panel, subcommands in SUBCOMMANDS.items():
    for name, subcommand in subcommands.items():
        app.command(name, rich_help_panel=panel)(subcommand)


def _refuse_an_address(context: typer.Context) -> None:
    source = context.get_parameter_source("url")
    if source and source.name == "COMMANDLINE":
        raise WrongUse("--url needs a subcommand, as in: notes --url … ls")


def _serve(options: Mapping[str, Any]) -> None:
    from notes_ui.cli import (
        serve as serving,  # imports NiceGUI, which is slow and only needed here
    )

    serving.run(options)


def run() -> int:
    """Run the command line.

    :return: the `ExitCode`; unless it is 0, one line on standard error has said why
    """
    try:
        ended: int | None = app(prog_name="notes", standalone_mode=False)
    except Failure as failure:
        tell(str(failure))
        return failure.code
    except typer.TyperException as wrong:
        tell(_words(wrong))
        return ExitCode.WRONG_USE
    except SystemExit as end:  # at a closed pipe, help exits with 1 and completion with 0
        reader_gone = isinstance(end.__context__, BrokenPipeError)
        return ExitCode.READER_GONE if reader_gone else int(end.code or ExitCode.DONE)
    except Exception as unexpected:
        tell(f"Internal error: {unexpected!r}")
        return ExitCode.REFUSED
    return ended or ExitCode.DONE  # typer returns the code of `Exit`, and 130 at Ctrl-C


def _words(wrong: typer.TyperException) -> str:
    words = wrong.format_message().replace("Value error, ", "")
    sentence = words if words.endswith((".", "?")) else f"{words}."
    context = getattr(wrong, "ctx", None)
    return f"{sentence} See {context.command_path} --help." if context else sentence
