#!/usr/bin/env bash
# httpx 0.28.1 with httpcore 1.0.9: a blocking `httpx.get` imports Trio and AnyIO where they are
# installed, although it runs no event loop at all.
#
# What one would expect: a synchronous client needs no asynchronous library, and an optional one
# that nobody asked for is not loaded. What happens: `import httpx` loads neither, but the first
# connection imports `httpcore._synchronization`, which tries `import trio` and then `import anyio`
# at its top. Both stay loaded. A command-line program that sends one request starts more slowly as
# soon as something else in its environment (Selenium, for example) has brought Trio along.
#
# Exits with 0 if that is still so, and with 1 if it has changed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
    httpx==0.28.1 httpcore==1.0.9 anyio==4.12.0 trio==0.32.0 2>/dev/null

"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx

for name in ("httpx", "httpcore", "anyio", "trio"):
    print(name, importlib.metadata.version(name))


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_: object) -> None:
        pass


def loaded() -> dict[str, bool]:
    return {name: name in sys.modules for name in ("trio", "anyio")}


server = HTTPServer(("127.0.0.1", 0), Hello)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("after `import httpx`:", before := loaded())
began = time.perf_counter()
answer = httpx.get(f"http://127.0.0.1:{server.server_port}/", trust_env=False)
first = time.perf_counter() - began
print("after one blocking request:", after := loaded(), answer.text)
began = time.perf_counter()
httpx.get(f"http://127.0.0.1:{server.server_port}/", trust_env=False)
print(f"the first request took {first:.2f} s, the second {time.perf_counter() - began:.2f} s")
server.shutdown()
as_it_was = before == {"trio": False, "anyio": False} and after == {"trio": True, "anyio": True}
sys.exit(0 if as_it_was else 1)
PYTHON
echo "Still so: one blocking request has loaded Trio and AnyIO."
