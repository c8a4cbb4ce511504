#!/usr/bin/env bash
# python-fasthtml 0.14.14: `app.setup_ws()`, made for sending an element to all open pages,
# fails at each connection, and what it returns then sends to nobody.
#
# One would guess: a helper of the library fits the library's own way of calling a handler.
# Seen: its handlers take `scope.client`, and a handler is given the plain dict of ASGI. The page's
# connection ends with AttributeError; nobody is among those who are sent to.
#
# Prints what is seen, and ends with 1 if that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-fasthtml==0.14.14 fastcore==2.2.41 starlette==1.10.0 httpx==0.28.1

cat >"$folder/seen.py" <<'PY'
import asyncio
from importlib.metadata import version

from fasthtml.common import Div, FastHTML
from starlette.testclient import TestClient

app = FastHTML()
send = app.setup_ws()
failed, heard = "nothing", "nothing"
with TestClient(app) as client:
    try:
        with client.websocket_connect("/ws") as page:
            client.portal.call(send, Div("news"))
            heard = page.receive_text()
    except AttributeError as error:
        failed = str(error)
print("FastHTML", version("python-fasthtml"), "fails with:", failed, "- the page hears:", heard)
assert failed == "'dict' object has no attribute 'client'", "this has changed"
assert heard == "nothing", "this has changed"
PY
cd "$folder"  # where it keeps a key for its sessions
"$folder/venv/bin/python" seen.py
