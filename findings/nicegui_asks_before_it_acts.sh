#!/usr/bin/env bash
# NiceGUI 3.18.0: a method of an element that is called and not awaited reaches the browser behind a
# question that is asked after it.
#
# One would guess: both go out in the order of the two lines, as all else on a page does. So the answer
# would tell what the method has made of the element.
# Seen: `run_method` leaves the sending to a task, which runs a turn of the loop later;
# `get_computed_prop`, awaited at once, sends in the turn it is called in. The answer is older than
# the method's effect.
#
# Prints what is seen, and ends with 1 if that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nicegui==3.18.0 fastapi==0.165.0 starlette==1.10.0 \
    python-socketio==5.18.1 python-engineio==4.15.1 httpx==0.28.1 pytest==9.2.0 pytest-asyncio==1.5.0

cat >"$folder/seen.py" <<'PY'
import asyncio
from importlib.metadata import version

from nicegui import ui
from nicegui.testing import user_simulation


async def main():
    async with user_simulation() as user:

        @ui.page("/")
        def page():
            ui.input().mark("field")

        await user.open("/")
        field = user.find("field").elements.pop()
        sent = []
        user.client.outbox.enqueue_message = lambda kind, data, target: sent.append(data["code"])
        with user:
            field.run_method("select")
            try:
                await field.get_computed_prop("value", timeout=0.1)
            except TimeoutError:
                pass
    return ["act" if "runMethod" in code else "ask" for code in sent]


seen = asyncio.run(main())
print("NiceGUI", version("nicegui"), "sends", seen)
assert seen == ["ask", "act"], "this has changed"
PY
"$folder/venv/bin/python" "$folder/seen.py"
