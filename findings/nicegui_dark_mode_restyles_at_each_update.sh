#!/usr/bin/env bash
# NiceGUI 3.18.0: while `ui.dark_mode` is on a page, each update of any element has it set light or dark
# again, and write the value that the colour scheme has already.
#
# One would guess: it acts when its value changes, or once.
# Seen: its component is rendered with its parent, whatever has changed there, and sets the mode after
# each rendering. Chromium takes a written colour scheme for a new one, and restyles the whole document:
# 15 to 20 ms for a page with 50 cards. Without the element, nothing is written; the `dark` parameter of
# the page needs none.
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

labels = []


@ui.page("/with")
def with_dark_mode():
    ui.dark_mode(False)
    labels.append(ui.label("milk"))


@ui.page("/without", dark=False)
def without_dark_mode():
    labels.append(ui.label("milk"))


@app.get("/change/{text}")
def change(text: str):
    labels[-1].text = text


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

WATCH = """
    window.written = 0;
    new MutationObserver(all => window.written += all.length).observe(
        document.querySelector('meta[name=color-scheme]'), {attributes: true});"""

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
    seen = {}
    for page in ("with", "without"):
        wait.until(lambda _: driver.get(f"http://127.0.0.1:{port}/{page}") or True)
        wait.until(lambda _: driver.execute_script("return window.did_handshake"))
        driver.execute_script(WATCH)
        for text in ("bread", "oats", "rice"):
            driver.execute_script("fetch(arguments[0])", f"/change/{text}")
            wait.until(lambda _: text in driver.find_element("tag name", "body").text)
        seen[page] = driver.execute_script("return window.written")
finally:
    driver.quit()
    served.terminate()
print("NiceGUI", version("nicegui"), "writes the colour scheme for three changed labels:", seen)
assert seen == {"with": 3, "without": 0}, "this has changed"
PY
"$folder/venv/bin/python" "$folder/seen.py"
