"""How it looks: colours, type, and what stands around the notes."""

from typing import Final

TOKENS: Final = """
html { color-scheme: light dark; background: #fbfbfa; scroll-padding: 88px 0 24px; }
html:has(body.body--light) { color-scheme: light; }
html:has(body.body--dark) { color-scheme: dark; background: #17181a; }
body {
  --ground: #fbfbfa; --raised: #ffffff; --ink: 23 24 26;
  --text: rgb(var(--ink) / .87); --muted: rgb(var(--ink) / .64); --line: rgb(var(--ink) / .08);
  --accent: #0f766e; --on-accent: #ffffff; --danger: #b42318; --on-danger: #ffffff; --mark: #fde68a;
  --tint: rgb(15 118 110 / .08);
  --q-primary: var(--accent) !important; --q-negative: var(--danger) !important;
  --shadow: 0 1px 2px rgb(0 0 0 / .04), 0 4px 16px rgb(0 0 0 / .05);
  --ease: 150ms ease-out;
  background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif,
    "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji";
}
body.body--dark {
  --ground: #17181a; --raised: #1f2023; --ink: 255 255 255;
  --accent: #2dd4bf; --on-accent: #0b2622; --danger: #ff8a7a; --on-danger: #35100a;
  --line: rgb(var(--ink) / .1); --mark: #5b4a12; --tint: rgb(45 212 191 / .1);
  --shadow: 0 1px 2px rgb(0 0 0 / .3), 0 4px 16px rgb(0 0 0 / .25);
}
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.q-loading-bar, [hidden], .notes-hidden { display: none !important; }
.notes-only-heard { position: absolute; width: 1px; height: 1px; overflow: hidden;
  padding: 0; border: 0; clip-path: inset(50%); white-space: nowrap; }
.nicegui-content { padding: 0; gap: 0; align-items: stretch; }
.nicegui-sub-pages { display: none; }
mark { background: var(--mark); color: inherit; border-radius: 3px; }
"""

LAYOUT: Final = """
.notes-shell {
  width: 100%; max-width: 752px; margin: 0 auto; padding: 0 16px;
  min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
}
.notes-header { position: sticky; top: 0; z-index: 5; display: flex; align-items: center;
  gap: 12px; margin: 0 -16px; padding: 20px 16px 12px; background: var(--ground); }
.notes-header h1 { font-size: 28px; line-height: 36px; font-weight: 650; letter-spacing: -.015em;
  margin: 0; flex: 1; }
.notes-search { flex: 0 1 240px; min-width: 0; }
.notes-search .q-field__control { height: 44px; min-height: 44px; padding: 0 12px 0 38px;
  border-radius: 10px; background: rgb(var(--ink) / .05); }
.notes-search .q-field__control::before { content: ""; position: absolute; left: 12px; top: 13px;
  width: 18px; height: 18px; border: 0 !important; background: var(--muted);
  -webkit-mask: LENS; mask: LENS; }
.notes-search .q-field__native { font-size: 16px; color: var(--text); padding: 0; }
.notes-search .q-field__native::placeholder { color: var(--muted); opacity: 1; }
.notes-search .q-field__native:focus-visible { outline: none; }
.notes-search:focus-within .q-field__control { box-shadow: 0 0 0 2px var(--accent); }
.notes-here { font-size: 13px; color: var(--muted); white-space: nowrap; }
.notes-here:not(:empty)::before { content: ""; display: inline-block; width: 8px; height: 8px;
  margin-right: 6px; border-radius: 50%; background: var(--accent); }
.notes-here:empty { display: none; }
.notes-face { width: 44px; height: 44px; border: 0; border-radius: 10px; background: none;
  color: var(--muted); font: inherit; font-size: 20px; line-height: 1; cursor: pointer; }
.notes-face:hover { background: rgb(var(--ink) / .05); color: var(--text); }
.notes-footer { margin-top: auto; padding: 40px 0 24px; display: flex; gap: 8px;
  font-size: 13px; color: var(--muted); }
.notes-footer a { color: inherit; text-underline-offset: 3px; }
.notes-footer a:hover { color: var(--accent); }

.notes-composer {
  display: grid; grid-template: "title title" "description add" / 1fr auto; column-gap: 12px;
  position: relative;
  background: var(--raised); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: var(--shadow); padding: 6px 8px 8px 16px; margin-top: 4px;
  transition: border-color var(--ease);
}
.notes-composer:focus-within { border-color: var(--accent); }
.notes-composer-title { grid-area: title; }
.notes-composer-description { grid-area: description; min-width: 0; }
.notes-left-field { position: absolute; opacity: 0; pointer-events: none; }
.notes-composer-add { grid-area: add; align-self: end; }
:is(.notes-composer, .note-editor) .q-field__native { color: var(--text); font-size: 16px;
  letter-spacing: normal; padding: 0 0 4px; line-height: 24px; min-height: 28px; }
:is(.notes-composer, .note-editor) .q-field__label { color: var(--muted); font-size: 16px;
  letter-spacing: normal; }
:is(.notes-composer, .note-editor) .q-field--dense .q-field__control { min-height: 52px;
  height: auto; }
:is(.notes-composer, .note-editor) .q-field--dense .q-field__control-container {
  padding-top: 22px; }
:is(.notes-composer, .note-editor) .q-field--dense .q-field__label { top: 14px;
  line-height: 24px; }
:is(.notes-composer, .note-editor) .q-field--dense.q-field--float .q-field__label {
  transform: translateY(-10px) scale(.8125); }
.q-field__input { padding: 0; border: 0; background: none; outline: none; font: inherit;
  letter-spacing: normal; line-height: 24px; min-height: 24px; color: var(--text); }
.q-select .q-field__append { display: none; }
.notes-composer .q-field--dense.q-select:not(:focus-within):has(input:placeholder-shown)
  .q-field__label { transform: none; }
.notes-composer-title :is(.q-field__native, .q-field__input) { font-weight: 600; }
.notes-composer-description .q-field__native { max-height: 40vh; }
.note-editor .notes-composer-description .q-field__native { max-height: 60vh; }
:is(.notes-composer, .note-editor) .q-field__native:focus-visible { outline: none; }
:is(.notes-search, .notes-composer, .note-editor, .notes-selection) .q-field__messages {
  font-size: 13px; line-height: 20px; }
.notes-composer-add.q-btn, .notes-primary { min-height: 44px; padding: 0 18px; border: 0;
  border-radius: 8px; background: var(--accent); color: var(--on-accent); font-size: 15px;
  font-weight: 600; cursor: pointer; }
.notes-danger { background: var(--danger); color: var(--on-danger); }
.notes-quiet { min-height: 44px; padding: 0 18px; border: 0; border-radius: 8px; background: none;
  color: var(--text); font: inherit; font-size: 15px; font-weight: 600; cursor: pointer; }
.notes-quiet:hover { background: rgb(var(--ink) / .05); }
.notes-composer-add.q-btn:focus-visible, .notes-primary:focus-visible {
  box-shadow: 0 0 0 2px var(--raised), 0 0 0 4px var(--accent); }

/* What waits for the server: the browser alone draws it, where nothing has to make room for it. A
   quick answer comes before it is seen. */
.notes-composer > .q-field:not(.notes-composer-title, .notes-composer-description) {
  display: none; }
.notes-composer-waits, .notes-composer-title .q-field__native > .ellipsis { position: absolute;
  top: 4px; right: 0; max-width: calc(100% - 64px); pointer-events: none;
  font-size: 13px; line-height: 20px; font-weight: 400; color: var(--muted); }
.notes-composer-waits { top: 10px; right: 8px; }
.notes-composer-waits > span, .notes-composer-title .q-field__native > .ellipsis {
  visibility: hidden; }
.notes-composer-title .q-field__native > .ellipsis::before { content: var(--waits) " "; }
.notes-composer-title .q-field__input--padding { padding: 0; }
.notes-composer:is(:has(> .notes-press-sign:not(.q-field--error)), :has(.notes-composer-title
  .q-field__native > .ellipsis:not(:empty))) > .notes-composer-waits > span,
.notes-composer-title .q-field__native > .ellipsis:not(:empty) {
  visibility: visible; transition: visibility 0s .3s; }
/* Heard, but not seen where the entered title says it. */
.notes-composer:has(.notes-composer-title .q-field__native > .ellipsis:not(:empty))
  > .notes-composer-waits { opacity: 0; }
.notes-composer:has(> .notes-press-sign:not(.q-field--error)) > .notes-composer-add.q-btn {
  background: var(--tint); color: var(--accent); box-shadow: inset 0 0 0 2px var(--accent);
  transition: background 0s .3s, color 0s .3s, box-shadow 0s .3s; }

.notes-unfinished { list-style: none; margin: 12px 0 0; padding: 0; }
.notes-unfinished-item { display: flex; align-items: center; gap: 4px; min-height: 44px;
  padding: 8px 8px 8px 16px; border-radius: 10px; background: var(--tint); }
.notes-unfinished-item + .notes-unfinished-item { margin-top: 4px; }
.notes-unfinished-text { flex: 1; min-width: 0; font-size: 15px; overflow-wrap: anywhere; }
:is(.notes-unfinished-go-on, .notes-unfinished-discard) { min-height: 44px; padding: 0 10px;
  border: 0; border-radius: 8px; background: none; font: inherit; font-size: 15px;
  cursor: pointer; }
:is(.notes-unfinished-go-on, .notes-unfinished-discard):hover {
  background: rgb(var(--ink) / .05); }
.notes-unfinished-go-on { color: var(--accent); font-weight: 600; }
.notes-unfinished-discard { color: var(--muted); }
.notes-unfinished-all { margin-left: -10px; }

.notes-toolbar { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 4px;
  padding: 16px 0 0; margin: 0 -8px; }
.notes-views, .notes-tags { display: contents; }
.notes-view { display: inline-flex; align-items: center; min-height: 44px; padding: 0 8px;
  border-radius: 8px; font-size: 15px; color: var(--muted); text-decoration: none;
  font-variant-numeric: tabular-nums; }
.notes-view:hover { color: var(--text); background: rgb(var(--ink) / .05); }
.notes-view[aria-current] { color: var(--accent); font-weight: 600; }
.notes-view-tag, .notes-more-tags { font-size: 13px; overflow-wrap: anywhere; }
.notes-more-tags { border: 0; background: none; font-family: inherit; cursor: pointer; }
.notes-sort { margin-left: auto; min-height: 44px; padding: 0 8px; border: 0; border-radius: 8px;
  background: none; color: var(--muted); font: inherit; font-size: 15px; cursor: pointer;
  white-space: nowrap; anchor-name: --notes-sort; }
.notes-sort::after { content: "▾" / ""; margin-left: 6px; }
.notes-sort:hover { color: var(--text); background: rgb(var(--ink) / .05); }
.notes-count-line { display: flex; align-items: center; gap: 12px; min-height: 36px; }
.notes-count { font-size: 13px; line-height: 20px; color: var(--muted);
  font-variant-numeric: tabular-nums; }
/* The browser alone says that the notes do not come: there is no connection to say it over. */
.notes-count:empty::before { content: var(--not-yet); animation: notes-late 10s; }
@keyframes notes-late { from, 99.9% { visibility: hidden; } }
"""

LENS: Final = (
    "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' "
    "fill='none' stroke='%23000' stroke-width='2' stroke-linecap='round'%3E%3Cpath "
    "d='M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.5 15.5L21 21'/%3E%3C/svg%3E\")"
    " center / contain no-repeat"
)

CSS: Final = TOKENS + LAYOUT.replace("LENS", LENS)
