"""Serve one peer as `notes` serves ours: ``python -m tests.benchmarks.peers.serve naive``.

Prints the port that it has taken, then runs until it is ended.
"""

import importlib
import socket
import sys

import uvicorn


def main(module: str) -> None:
    app = importlib.import_module(f"tests.benchmarks.peers.{module}").app
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        app, log_level="warning", timeout_graceful_shutdown=1, ws_per_message_deflate=False
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(sys.argv[1])
