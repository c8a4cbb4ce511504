#!/usr/bin/env bash
# python-engineio 4.15.1, the ASGI server of Socket.IO and so of NiceGUI: a request whose caller hangs
# up before the server has read it raises KeyError: 'REQUEST_METHOD' into the framework around it,
# which logs a traceback for something that any browser on a bad line does.
#
# One would guess: such a request is dropped without a word, as Starlette and FastAPI do it.
# Seen: `translate_request` returns {} for `http.disconnect`, and the
# server then looks up environ['REQUEST_METHOD'].
#
# Prints what is seen, and ends with 1 if that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet bidict==0.24.1 h11==0.16.0 python-engineio==4.15.1 simple-websocket==1.1.0 wsproto==1.3.2

cat >"$folder/seen.py" <<'PY'
import asyncio
from importlib.metadata import version

import engineio

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/engine.io/",
    "query_string": b"EIO=4&transport=polling",
    "headers": [],
}


async def receive():
    """What uvicorn tells of a caller who has hung up by now (ASGI, "Disconnect")."""
    return {"type": "http.disconnect"}


async def send(message):
    print("answered:", message)


async def main():
    app = engineio.ASGIApp(engineio.AsyncServer(async_mode="asgi"))
    try:
        await app(SCOPE, receive, send)
    except Exception as error:
        return repr(error)
    return "no error"


seen = asyncio.run(main())
print("python-engineio", version("python-engineio"), "raises", seen)
assert seen == "KeyError('REQUEST_METHOD')", "this has changed"
PY
"$folder/venv/bin/python" "$folder/seen.py"
