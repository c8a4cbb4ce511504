#!/usr/bin/env bash
# python-engineio 4.15.1, the ASGI server of Socket.IO and so of NiceGUI: a browser that polls, and
# sends something to a session that was closed a moment ago, gets no answer from Engine.IO: KeyError
# goes into the framework around it, which answers 500 and logs a traceback. That is ordinary on a
# bad line, where a packet comes behind the one that says goodbye.
#
# One would guess: 400 "Invalid session", as for a session that was never there; the same request sent
# once more gets exactly that, and so does a GET at any time.
# Seen: `_get_socket` forgets the closed session and raises; the branch for
# GET has an `except KeyError` around it, the branch for POST has not.
#
# Prints what is seen, and ends with 1 if that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet anyio==4.16.0 bidict==0.24.1 certifi==2026.10.18 h11==0.16.0 httpcore==1.0.9 httpx==0.28.1 idna==3.20 python-engineio==4.15.1 simple-websocket==1.1.0 wsproto==1.3.2

cat >"$folder/seen.py" <<'PY'
import asyncio
import json
from importlib.metadata import version

import engineio
import httpx

POLLING = {"EIO": "4", "transport": "polling"}
GOODBYE = "1"  # a packet of the type CLOSE


async def main():
    app = engineio.ASGIApp(engineio.AsyncServer(async_mode="asgi", monitor_clients=False))
    transport = httpx.ASGITransport(app)
    seen = []
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
        opened = await browser.get("/engine.io/", params=POLLING)
        session = POLLING | {"sid": json.loads(opened.text[1:])["sid"]}
        for _ in range(3):
            try:
                answer = await browser.post("/engine.io/", params=session, content=GOODBYE)
                seen.append(answer.status_code)
            except KeyError as error:
                seen.append(repr(error))
    return seen


seen = asyncio.run(main())
print("python-engineio", version("python-engineio"), "answers", seen)
assert seen == [200, "KeyError('Session is disconnected')", 400], "this has changed"
PY
"$folder/venv/bin/python" "$folder/seen.py"
