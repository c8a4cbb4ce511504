"""How it looks: the notes themselves, and editing them."""

from typing import Final


def _icon(path: str, width: float) -> str:
    """A line drawing as a mask, so that it takes the colour of the text."""
    return (
        "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' "
        f"fill='none' stroke='%23000' stroke-width='{width}' stroke-linecap='round' "
        f"stroke-linejoin='round'%3E%3Cpath d='{path}'/%3E%3C/svg%3E\") center / contain no-repeat"
    )


ICONS: Final = {
    "CROSS": _icon("M6 6l12 12M18 6L6 18", 2),
    "CHECK": _icon("M5 12.5l4.5 4.5L19 7.5", 3),
    "PIN": _icon("M9 3h6l-1 7 4 4H6l4-4-1-7zM12 14v7", 2),
}

CARDS: Final = """
.notes-list { list-style: none; margin: 0; padding: 0; }
.note-card {
  position: relative; display: grid; grid-template-columns: 44px minmax(0, 1fr) 44px;
  align-items: start; padding: 12px 0; margin: 0 -12px; overflow-wrap: anywhere;
  background: linear-gradient(var(--line), var(--line)) no-repeat 44px 100% / calc(100% - 56px) 1px;
  animation: note-in 160ms ease-out; border-radius: 10px;
}
.note-card:last-child { background-image: none; }
@keyframes note-in { from { opacity: 0; } }
.note-card:focus-visible { outline-offset: -2px; }
.note-done { grid-column: 1; grid-row: 1; width: 44px; height: 44px; margin: -10px 0;
  justify-content: center; }
.note-done .q-checkbox__inner { width: 44px; min-width: 44px; height: 44px; color: var(--muted); }
.note-done .q-checkbox__inner--truthy { color: var(--accent); }
.note-done .q-checkbox__bg { left: 11px; top: 11px; width: 22px; height: 22px;
  border-radius: 50%; border-width: 1.5px; print-color-adjust: exact; }
.note-done:hover .q-checkbox__inner--falsy .q-checkbox__bg { border-color: var(--accent); }
.note-done .q-checkbox__svg { color: var(--on-accent); padding: 3px; }
.note-done .q-focus-helper { display: none; }
/* What waits for the server: a thin ring, drawn by the browser alone. */
.note-done .q-checkbox__inner--indet { color: var(--accent); }
.note-done .q-checkbox__inner--indet .q-checkbox__bg { background: var(--tint);
  border-width: 2px; box-shadow: 0 0 0 4px var(--tint); }
.note-done .q-checkbox__inner--indet .q-checkbox__svg { display: none; }
.note-delete i { display: none !important; }
/* What goes is struck through and pale, but can still be read: it is not too late. */
.note-card:is(:has(> .note-delete > :popover-open), [data-leaving]) {
  background-color: rgb(var(--ink) / .03); }
.note-card:is(:has(> .note-delete > :popover-open), [data-leaving]) :is(.note-title, .note-text) {
  color: var(--muted); font-weight: 400; text-decoration: line-through;
  text-decoration-color: rgb(var(--ink) / .35); }
.note-card:is(:has(> .note-delete > :popover-open), [data-leaving]) > .note-done { opacity: .5; }
.note-card > .note-delete:has(> :popover-open) { opacity: 1; color: var(--danger); }
.note-card[data-found] { animation: note-found 3s ease-out; }
@keyframes note-found { from, 40% { background-color: var(--tint);
  box-shadow: inset 3px 0 0 var(--accent); } }
/* A click on the text means the body itself, and edits the note; what does something of its own
   takes the pointer again. */
.note-body { grid-column: 2; grid-row: 1; cursor: text; margin: -12px 0; padding: 12px 0; }
.note-body, .note-body * { -webkit-user-select: text; user-select: text; }
.note-body * { pointer-events: none; }
.note-body :is(a, .note-tick) { pointer-events: auto; }
.note-traced { visibility: hidden; }
.note-title { margin: 0; font-size: 16px; line-height: 24px; font-weight: 600;
  letter-spacing: normal; }
.note-card[data-pinned] .note-title::before { content: ""; display: inline-block; width: 16px;
  height: 16px; margin: 0 6px -2px 0; background: var(--accent); -webkit-mask: PIN; mask: PIN; }
.note-text { color: var(--muted); }
.note-text:empty { display: none; }
.note-text :is(p, ul, ol, blockquote, pre, table) { margin: 0 0 4px; }
.note-text :is(blockquote, pre, table, hr) { margin-top: 8px; margin-bottom: 8px; }
.note-text > :last-child, .note-text :is(li, blockquote) > :last-child { margin-bottom: 0; }
.note-text :is(h3, h4, h5, h6) { font-size: 16px; line-height: 24px; font-weight: 600;
  letter-spacing: normal; color: var(--text); margin: 8px 0 4px; }
.note-text :is(ul, ol) { padding-left: 24px; }
.note-text ul { list-style: disc; }
.note-text :is(ul, ol) > .note-task { margin-left: -24px; }
.note-text a, .note-body .note-tag { color: var(--accent); text-underline-offset: 3px; }
.note-body .note-tag { text-decoration: none; border-radius: 6px; padding: 1px 6px;
  background: var(--tint); font-weight: 500; font-size: 15px; }
.note-body .note-tag:hover { text-decoration: underline; }
.note-text code { font: 14px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  background: rgb(var(--ink) / .06); border-radius: 4px; padding: 1px 4px; }
.note-text pre { background: rgb(var(--ink) / .06); border-radius: 8px; padding: 8px 12px;
  white-space: pre-wrap; }
.note-text pre code { background: none; padding: 0; }
.note-text blockquote { margin-left: 0; padding: 0 0 0 12px;
  border: 0 solid var(--line); border-left-width: 3px; }
.note-text blockquote:has(> :first-child:dir(rtl)) { padding: 0 12px 0 0; border-width: 0 3px 0 0; }
.note-text li:not(.note-task):dir(rtl) { margin: 0 24px 0 -24px; }
.note-text hr { border: 0; border-top: 1px solid var(--line); }
.note-text table { border-collapse: collapse; }
.note-text :is(th, td) { border: 1px solid var(--line); padding: 4px 8px; text-align: start; }
.note-task { list-style: none; position: relative; padding-block: 2px;
  padding-inline-start: 28px; }
.note-tick { position: absolute; inset-inline-start: -8px; top: -6px; width: 36px; height: 40px;
  border: 0; padding: 0; background: none; cursor: pointer; border-radius: 8px; }
.note-tick::before { content: ""; position: absolute; left: 8px; top: 11px; width: 18px;
  height: 18px; box-sizing: border-box; border: 1.5px solid var(--muted); border-radius: 5px; }
.note-tick[aria-checked="true"]::before { background: var(--accent);
  border-color: var(--accent); print-color-adjust: exact; }
.note-tick[aria-checked="true"]::after { content: ""; position: absolute; left: 10px; top: 13px;
  width: 14px; height: 14px; background: var(--on-accent); -webkit-mask: CHECK; mask: CHECK; }
/* It is pale from the press on, until its text is made anew; or for a while, if it never is. */
.note-tick { transition: opacity 0s 30s; }
.note-tick:active { opacity: .4; transition: none; }
.note-tick:disabled { cursor: default; opacity: .6; }
.note-tick[aria-checked="true"] ~ .note-task-text { text-decoration: line-through;
  text-decoration-color: rgb(var(--ink) / .35); }
.note-card:has(> .note-done[aria-checked="true"]) .note-title { color: var(--muted);
  font-weight: 500; text-decoration: line-through; text-decoration-color: rgb(var(--ink) / .35); }
.note-delete, .note-more, .notes-window-button, .notes-selection-button,
.note-editor-buttons button:not(.notes-primary) { border: 0; background: none; cursor: pointer;
  font: inherit; color: var(--muted); border-radius: 8px; }
.note-delete { grid-column: 3; grid-row: 1; width: 44px; height: 44px; margin: -10px 0;
  padding: 0; display: grid;
  place-items: center; transition: opacity var(--ease); }
.note-delete::before { content: ""; width: 20px; height: 20px; background: currentColor;
  -webkit-mask: CROSS; mask: CROSS; opacity: .75; }
.note-delete:hover { color: var(--danger); }
.note-done:focus-visible .q-checkbox__inner, .note-delete:focus-visible {
  outline: 2px solid var(--accent); outline-offset: -6px; border-radius: 14px; }
.note-more { grid-column: 2; justify-self: start; margin: 0 0 -8px -8px; padding: 0 8px;
  min-height: 44px; font-size: 13px; font-weight: 600; color: var(--accent); }
.note-card[data-selected] { background-color: var(--tint);
  box-shadow: inset 3px 0 0 var(--accent); }
/* Below the text, where there is room anyway: whoever begins to edit moves nothing. */
.note-card[data-edited]::after { content: attr(data-edited); position: absolute; right: 12px;
  bottom: -1px; font-size: 13px; line-height: 14px; color: var(--accent); font-style: italic; }
@media (hover: hover) {
  .note-delete { opacity: 0; }
  .note-card:hover .note-delete, .note-card:has(:focus-visible) .note-delete,
  .note-card:focus-visible .note-delete { opacity: 1; }
  .note-card:not([data-selected]):hover { background-color: rgb(var(--ink) / .03); }
}

.note-card[data-editing] > :is(.note-body, .note-more, .note-delete) { display: none; }
.note-card[data-editing] { background-color: transparent; }
.note-editor { grid-column: 2 / 4; margin: -6px 12px 0 -12px; padding: 6px 12px 8px;
  background: var(--raised); border: 1px solid var(--accent); border-radius: 10px;
  box-shadow: var(--shadow); }
.note-editor .q-field__native { max-height: 60vh; }
html:has(:is(input, textarea):focus:not(.note-editor *)) .note-editor [data-autofocus] {
  transition: visibility 1ms !important; }
@starting-style {
  html:has(:is(input, textarea):focus:not(.note-editor *)) .note-editor [data-autofocus] {
    visibility: hidden; }
}
.note-editor-buttons { display: flex; flex-wrap: wrap; gap: 4px; padding-top: 8px; }
.note-editor-buttons button { min-height: 44px; padding: 0 14px; font-size: 15px;
  font-weight: 600; }
.note-editor-buttons button:not(.notes-primary):hover, .notes-selection-button:hover {
  background: rgb(var(--ink) / .05); color: var(--text); }
.note-editor-notice:not(:empty) { margin: 8px 0; padding: 12px; border-radius: 8px;
  background: var(--tint); font-size: 15px; }
.note-editor-notice .note-editor-buttons button { color: var(--accent); }
.note-editor-saved { display: inline-flex; align-items: center; margin-left: auto;
  padding-left: 14px; font-size: 13px; color: var(--muted); }
.note-editor-saved[hidden], .note-editor-saved button[hidden] { display: none; }
.note-editor-saved button:not(.notes-primary) { font-size: 13px; color: var(--accent); }
.note-editor-merged:not(:empty) { margin: 8px 0 0; padding: 8px 12px; border-radius: 8px;
  background: var(--tint); font-size: 13px; line-height: 20px; animation: note-in 160ms ease-out; }
.note-editor-merged p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.note-editor-merged p:first-child { color: var(--muted); }
.note-editor-notice p { margin: 0 0 4px; font-weight: 600; }
.note-editor-notice blockquote { margin: 0; padding: 4px 0 4px 12px; white-space: pre-wrap;
  max-height: 30vh; overflow: auto; border-left: 3px solid var(--accent); }
"""


def _drawn(styles: str) -> str:
    for name, icon in ICONS.items():
        styles = styles.replace(f"mask: {name}", f"mask: {icon}")
    return styles


CSS: Final = _drawn(CARDS)
