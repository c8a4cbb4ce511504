"""Wait until the server whose output is in a file tells its address; then use it as a visitor."""

import json
import re
import sys
import time
import urllib.request
from http import HTTPStatus
from pathlib import Path

PATIENCE = 300  # seconds: it is being installed

output = Path(sys.argv[1])
deadline = time.monotonic() + PATIENCE
while not (found := re.search(r"(http://\S+)/front/notes", output.read_text())):
    if time.monotonic() > deadline:
        sys.exit(f"The README's run command did not start a server:\n{output.read_text()}")
    time.sleep(0.5)

body = json.dumps({"title": "Written by a visitor"}).encode()
headers = {"Content-Type": "application/json"}
request = urllib.request.Request(f"{found[1]}/api/notes", body, headers)
with urllib.request.urlopen(request) as answer:
    assert answer.status == HTTPStatus.CREATED
with urllib.request.urlopen(found[0]) as page:
    assert page.headers["X-NiceGUI-Content"] == "page"
print(f"The README's run command serves {found[0]}")
