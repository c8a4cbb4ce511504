#!/usr/bin/env bash
# A polling POST with more than 16 packets is dropped whole, and answered "OK".
#
# python-engineio 4.15.1. The Engine.IO protocol (revision 4, "HTTP long-polling") lets a client put
# any number of packets into one POST, with a record separator between them; its JavaScript client
# does so with all that it has held back while it had no connection. One would expect a server with
# a limit of 16 (`Payload.max_decode_packets`) to refuse the 17th in an answer that the client can
# see, or to take the first 16. It takes none of them and answers 200 "OK"; the error is
# only logged ("Too many packets in payload").
#
# Seen: 16 packets: 16 received, 200 OK. 17 packets: 0 received, 200 OK. Fails if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-engineio==4.15.1 simple-websocket==1.1.0 httpx==0.28.1
cat >"$work/seen.py" <<'PYTHON'
import asyncio
import json

import engineio
import httpx

SEPARATOR = "\x1e"
received = []
server = engineio.AsyncServer(async_mode="asgi")
server.on("message", lambda socket, data: received.append(data))


async def post(count):
    """Open a session and send so many messages in one POST; return the answer and what arrived."""
    received.clear()
    transport = httpx.ASGITransport(engineio.ASGIApp(server))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        address = "/engine.io/?EIO=4&transport=polling"
        opened = await client.get(address)
        session = json.loads(opened.text[1:])["sid"]
        packets = SEPARATOR.join(f"4letter {number}" for number in range(count))
        answer = await client.post(f"{address}&sid={session}", content=packets)
        for _ in range(100):
            await asyncio.sleep(0)
        return answer.status_code, answer.text, len(received)


async def main():
    for count in (16, 17):
        status, text, arrived = await post(count)
        print(f"{count} packets: {arrived} received, {status} {text}")


asyncio.run(main())
PYTHON
seen=$("$work/venv/bin/python" "$work/seen.py" 2>/dev/null)
echo "$seen"
expected=$'16 packets: 16 received, 200 OK\n17 packets: 0 received, 200 OK'
[ "$seen" = "$expected" ] && echo "as recorded"
