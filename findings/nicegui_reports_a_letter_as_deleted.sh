#!/usr/bin/env bash
# NiceGUI 3.18.0 (with Quasar 2.18.5 and Vue 3.5.22): a letter that is typed just after the server has set
# the value of a `ui.input` is taken away, and reported as if the person had deleted it.
#
# One would guess: what is typed until the value arrives may be overwritten, and what is typed after
# that stays.
# Seen: a new value goes out in two messages, an `update` with the value and a call of the field's method
# `updateValue`. Each of them sets the text. A letter between the two is reported; then the call sets
# the text of the first message again, which the field reports as a change of its own. The server
# sees a letter come and go, and cannot tell that nobody has deleted it.
#
# Prints what is seen, and ends with 1 if that has changed. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet nicegui==3.18.0 fastapi==0.165.0 starlette==1.10.0 \
    python-socketio==5.18.1 python-engineio==4.15.1 httpx==0.28.1 pytest==9.2.0 pytest-asyncio==1.5.0
npm install --silent --no-audit --no-fund vue@3.5.22 quasar@2.18.5 jsdom@26.1.0

cat >server.py <<'PY'
import asyncio
from importlib.metadata import version
from pathlib import Path

import nicegui
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
        user.client.outbox.enqueue_update = lambda element: sent.append("update")
        user.client.outbox.enqueue_message = lambda kind, data, target: sent.append(
            "updateValue" if "updateValue" in data["code"] else kind
        )
        with user:
            field.value = "- "
        for _ in range(3):
            await asyncio.sleep(0)
    return sent


seen = asyncio.run(main())
print("NiceGUI", version("nicegui"), "sends", seen)
assert seen == ["update", "updateValue"], "this has changed"
Path("component.txt").write_text(str(Path(nicegui.__file__).parent / "elements" / "input.js"))
PY
venv/bin/python server.py

cat >browser.cjs <<'JS'
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<div id=app></div>", { runScripts: "outside-only", pretendToBeVisual: true });
window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
window.eval(readFileSync("node_modules/vue/dist/vue.global.prod.js", "utf8") + "\nwindow.Vue = Vue");
window.eval(readFileSync("node_modules/quasar/dist/quasar.umd.prod.js", "utf8"));
const source = readFileSync(readFileSync("component.txt", "utf8"), "utf8");
window.eval(source.replace("export default", "window.Field ="));
window.mounted_app = { elements: {} };
const { Vue, Quasar } = window;

(async () => {
  const value = Vue.ref("");
  const field = Vue.ref();
  const reported = [];
  const told = { "onUpdate:value": (text) => reported.push(text) };
  const app = Vue.createApp({
    render: () => Vue.h(window.Field, { id: "c1", ref: field, value: value.value, ...told }),
  });
  app.use(Quasar).mount("#app");
  const line = window.document.querySelector("input");
  const type = async (text) => {
    line.value = text;
    line.dispatchEvent(new window.InputEvent("input", { data: text.at(-1), bubbles: true }));
    await Vue.nextTick();
  };
  value.value = "- "; // the first message
  await Vue.nextTick();
  await Vue.nextTick();
  await type("- h");
  field.value.updateValue(); // the second one
  await Vue.nextTick();
  console.log(`Quasar ${Quasar.version}, Vue ${Vue.version}: reported`, reported, "shown", [line.value]);
  const seen = JSON.stringify([reported, line.value]);
  process.exit(seen === JSON.stringify([["- h", "- "], "- "]) ? 0 : 1);
})();
JS
node browser.cjs
