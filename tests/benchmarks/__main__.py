"""Measure, and print one table of ratios: ``python -m tests.benchmarks get-one post``.

Every figure compares two things side by side in one run on this machine. A bound that is missed is
said to be missed; nothing fails because of a clock.
"""

import argparse
import asyncio
import contextlib
import signal
import sys
import time
import traceback
from collections.abc import Sequence

from uvicorn.loops.auto import auto_loop_factory

from tests.benchmarks import cores
from tests.benchmarks.figures import Figure, Part, markdown, table
from tests.benchmarks.measures.alternatives.dom import patch_to_dom
from tests.benchmarks.measures.alternatives.front import front_toggle
from tests.benchmarks.measures.alternatives.page_cost import add_peers, toggle_peers
from tests.benchmarks.measures.alternatives.starting import ls, start
from tests.benchmarks.measures.keystroke import keystroke
from tests.benchmarks.measures.latency import get_latency, post_latency
from tests.benchmarks.measures.page_cost import autosave, page_add, page_toggle
from tests.benchmarks.measures.page_memory import idle, page_memory
from tests.benchmarks.measures.page_scale import page_scale
from tests.benchmarks.measures.reading import get_known, get_list, get_one
from tests.benchmarks.measures.scroll import scroll
from tests.benchmarks.measures.search import search
from tests.benchmarks.measures.stream import stream
from tests.benchmarks.measures.transfer import export, import_
from tests.benchmarks.measures.views import views
from tests.benchmarks.measures.writing import post
from tests.benchmarks.postgres.fan_out import pg_fan_out
from tests.benchmarks.postgres.processes import pg_processes
from tests.benchmarks.postgres.repaint import pg_repaint
from tests.benchmarks.postgres.rest import pg_get_list, pg_get_one, pg_post
from tests.benchmarks.postgres.writers import pg_writers

PARTS: dict[str, Part] = {
    "get-one": get_one,
    "get-list": get_list,
    "get-known": get_known,
    "post": post,
    "page-toggle": page_toggle,
    "page-add": page_add,
    "front-toggle": front_toggle,
    "toggle-peers": toggle_peers,
    "add-peers": add_peers,
    "patch-to-dom": patch_to_dom,
    "keystroke": keystroke,
    "autosave": autosave,
    "page-scale": page_scale,
    "page-memory": page_memory,
    "idle": idle,
    "post-latency": post_latency,
    "get-latency": get_latency,
    "search": search,
    "scroll": scroll,
    "export": export,
    "import": import_,
    "views": views,
    "stream": stream,
    "pg-get-one": pg_get_one,
    "pg-get-list": pg_get_list,
    "pg-post": pg_post,
    "pg-writers": pg_writers,
    "pg-repaint": pg_repaint,
    "pg-processes": pg_processes,
    "pg-fan-out": pg_fan_out,
    "start": start,
    "ls": ls,
}
UNTIED = {"post", "get-latency"} | {name for name in PARTS if name.startswith("pg-")}
"""parts that run on whatever cores they get"""


def main() -> int:
    """Measure the chosen parts; return 1 if one of them could not be measured at all."""
    asked = _arguments()
    if asked.list:
        _say("\n".join(f"{name:13} {_claim(part)}" for name, part in PARTS.items()))
        return 0
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end what was started
    figures: list[Figure] = []
    failed = 0
    for name in asked.parts or PARTS:
        try:
            figures += _measure(name)
        except Exception:  # the other parts are worth having all the same
            failed = 1
            traceback.print_exc()
    _say(markdown(figures) if asked.markdown else table(figures))
    return failed


def _measure(name: str) -> Sequence[Figure]:
    start = time.perf_counter()
    sys.stderr.write(f"{name} … ")
    sys.stderr.flush()
    with (
        contextlib.nullcontext() if name in UNTIED else cores.only_one(),
        asyncio.Runner(loop_factory=auto_loop_factory()) as runner,
    ):
        figures = runner.run(PARTS[name]())
    sys.stderr.write(f"{time.perf_counter() - start:.0f} s\n")
    return figures


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", choices=[[], *PARTS], help="all of them"
    )
    parser.add_argument("--list", action="store_true", help="say which parts there are")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args()


def _claim(part: Part) -> str:
    return (part.__doc__ or "").partition("\n")[0]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
