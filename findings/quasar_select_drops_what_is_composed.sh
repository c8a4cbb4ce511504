#!/usr/bin/env bash
# Quasar 2.18.5 with Vue 3.5.22 (what NiceGUI 3.18.0 brings): a `q-select` with `use-input` drops what an
# input method is composing when the page is drawn anew.
#
# One would guess: it keeps it, as `q-input` does, which has the same code for compositions.
# Seen: both leave their own text as it was until the composition ends. `q-input` shows what the
# browser's field holds meanwhile; `q-select` shows its own text, so that the next render empties the
# field. A select with a slot is rendered with its parent, whatever has changed there; NiceGUI gives
# each element a slot, so any change of the page will do.
#
# Prints what is seen, and ends with 1 if that has changed. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >seen.cjs <<'JS'
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<div id=app></div>", { runScripts: "outside-only", pretendToBeVisual: true });
window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
window.eval(readFileSync("node_modules/vue/dist/vue.global.prod.js", "utf8") + "\nwindow.Vue = Vue");
window.eval(readFileSync("node_modules/quasar/dist/quasar.umd.prod.js", "utf8"));
const { Vue, Quasar } = window;

async function shownWhileComposing(component, props) {
  const others = Vue.ref(0);
  const app = Vue.createApp({
    render: () => Vue.h("div", [Vue.h("p", others.value), Vue.h(component, props, { default: () => [] })]),
  });
  app.use(Quasar).mount("#app");
  await Vue.nextTick();
  const line = window.document.querySelector("input");
  line.focus();
  line.dispatchEvent(new window.CompositionEvent("compositionstart", { bubbles: true }));
  for (const text of ["ぎ", "ぎゅ"]) {
    line.dispatchEvent(new window.CompositionEvent("compositionupdate", { data: text, bubbles: true }));
    line.value = text;
    line.dispatchEvent(new window.InputEvent("input", { data: text, isComposing: true, bubbles: true }));
  }
  others.value += 1; // something else on the page changes
  await Vue.nextTick();
  const shown = line.value;
  app.unmount();
  return shown;
}

(async () => {
  const seen = {
    "q-input": await shownWhileComposing(Quasar.QInput, { modelValue: "" }),
    "q-select": await shownWhileComposing(Quasar.QSelect, { modelValue: [], multiple: true, useInput: true, newValueMode: "add" }),
  };
  console.log(`Quasar ${Quasar.version}, Vue ${Vue.version}: what is shown of a composition:`, seen);
  const expected = { "q-input": "ぎゅ", "q-select": "" };
  process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
})();
JS
npm install --silent --no-audit --no-fund vue@3.5.22 quasar@2.18.5 jsdom@26.1.0
node seen.cjs
