#!/usr/bin/env bash
# NiceGUI 3.18.0: one changed label has the browser render all elements of the page again, and a label
# within `ui.refreshable` only itself.
#
# One would guess: Vue renders what depends on the change, and that is one label. Or: a refreshable
# renders more, as it is made to build its elements anew.
# Seen: NiceGUI's elements are entries of one table, and one render function walks through all of them
# that are plain tags. Only a Vue component renders apart from the rest, by itself. A label is a plain
# tag; the container of `ui.refreshable` is a component, and nothing is seen of it. So it can be used as
# a boundary, without ever being refreshed.
#
# Prints what is seen, and ends with 1 if that has changed. Needs Debian's chromium and chromium-driver.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nicegui==3.18.0 fastapi==0.165.0 starlette==1.10.0 \
    python-socketio==5.18.1 python-engineio==4.15.1 selenium==4.38.0

cat >"$folder/served.py" <<'PY'
import sys

from nicegui import app, ui

LABELS = 100
labels = {}


@ui.refreshable
def refreshable_label():
    labels["refreshable"] = ui.label("milk")


@ui.page("/")
def page():
    for _ in range(LABELS):
        ui.label("bread")
    labels["plain"] = ui.label("milk")
    refreshable_label()


@app.get("/change/{kind}")
def change(kind: str):
    labels[kind].text = kind


ui.run(port=int(sys.argv[1]), show=False, reload=False)
PY

cat >"$folder/seen.py" <<'PY'
import os
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

COUNT = """
    window.rendered = 0;
    const render = renderRecursively;
    renderRecursively = (...given) => { window.rendered++; return render(...given); };"""

with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
served = subprocess.Popen([sys.executable, Path(__file__).with_name("served.py"), str(port)],
                          stdout=subprocess.DEVNULL)
options = ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for switch in ("headless", "disable-gpu", "disable-background-networking", *["no-sandbox"] * (os.geteuid() == 0)):
    options.add_argument(f"--{switch}")
driver = Chrome(options, Service("/usr/bin/chromedriver"))
try:
    wait = WebDriverWait(driver, 30, 0.2, ignored_exceptions=[Exception])
    wait.until(lambda _: driver.get(f"http://127.0.0.1:{port}/") or True)
    wait.until(lambda _: driver.execute_script("return window.did_handshake"))
    driver.execute_script(COUNT)
    seen = {}
    for kind in ("plain", "refreshable"):
        driver.execute_script("window.rendered = 0; fetch(arguments[0])", f"/change/{kind}")
        wait.until(lambda _: kind in driver.find_element("tag name", "body").text)
        seen[kind] = driver.execute_script("return window.rendered")
finally:
    driver.quit()
    served.terminate()
print("NiceGUI", version("nicegui"), "renders for one changed label of 102:", seen)
assert seen["plain"] > 100 and seen["refreshable"] == 1, "this has changed"
PY
"$folder/venv/bin/python" "$folder/seen.py"
