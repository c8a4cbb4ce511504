"""How it looks: every colour, space, class and style of the page, and nothing else.

Type is the system's own, 16 px on 24; spaces are multiples of 4 px; there is one accent. Quasar
sets `body--dark` on the body when the system is dark.
"""

from typing import Final

SHELL: Final = "notes-shell"
HEADER: Final = "notes-header"
FOOTER: Final = "notes-footer"
COMPOSER: Final = "notes-composer"
COMPOSER_TITLE: Final = "notes-composer-title"
COMPOSER_DESCRIPTION: Final = "notes-composer-description"
COMPOSER_ADD: Final = "notes-composer-add"
COUNT: Final = "notes-count"
LIST: Final = "notes-list"
WINDOW_NEWER: Final = "notes-window notes-window-newer"
WINDOW_OLDER: Final = "notes-window notes-window-older"
WINDOW_BUTTON: Final = "notes-window-button"
EMPTY: Final = "notes-empty"
EMPTY_TITLE: Final = "notes-empty-title"
CARD: Final = "note-card"
CARD_DONE: Final = "note-done"
CARD_DESCRIPTION: Final = "note-description"
CARD_DELETE: Final = "note-delete"
CARD_MORE: Final = "note-more"
NOTICE: Final = "notes-notice"

FIELD: Final = "borderless dense hide-bottom-space no-error-icon"
BUTTON: Final = "unelevated no-caps color=none text-color=none"

FAVICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect x="4" y="3" width="24" height="26" rx="6" fill="#0f766e"/>'
    '<path d="M10 16l4.5 4.5L22.5 12" fill="none" stroke="#fff" stroke-width="3" '
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


def _icon(path: str, width: float) -> str:
    """A line drawing as a mask, so that it takes the colour of the text."""
    return (
        "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' "
        f"fill='none' stroke='%23000' stroke-width='{width}' stroke-linecap='round' "
        f"stroke-linejoin='round'%3E%3Cpath d='{path}'/%3E%3C/svg%3E\")"
    )


CROSS: Final = _icon("M6 6l12 12M18 6L6 18", 2)
SHEET: Final = _icon(
    "M7 3h10a2 2 0 012 2v14a2 2 0 01-2 2H7a2 2 0 01-2-2V5a2 2 0 012-2zM9 9h6M9 13h4", 1.25
)

TOKENS: Final = """
html { color-scheme: light dark; background: #fbfbfa; }
@media (prefers-color-scheme: dark) { html { background: #17181a; } }
body {
  --ground: #fbfbfa; --raised: #ffffff; --ink: 23 24 26;
  --text: rgb(var(--ink) / .87); --muted: rgb(var(--ink) / .64); --line: rgb(var(--ink) / .08);
  --accent: #0f766e; --on-accent: #ffffff; --danger: #b42318;
  --q-primary: var(--accent) !important; --q-negative: var(--danger) !important;
  --shadow: 0 1px 2px rgb(0 0 0 / .04), 0 4px 16px rgb(0 0 0 / .05);
  --ease: 150ms ease-out;
  background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif,
    "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji";
}
body.body--dark {
  --ground: #17181a; --raised: #1f2023; --ink: 255 255 255;
  --accent: #2dd4bf; --on-accent: #0b2622; --danger: #ff8a7a; --line: rgb(var(--ink) / .1);
  --shadow: 0 1px 2px rgb(0 0 0 / .3), 0 4px 16px rgb(0 0 0 / .25);
}
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.q-loading-bar { display: none; }
.nicegui-content { padding: 0; gap: 0; align-items: stretch; }
"""

LAYOUT: Final = """
.notes-shell {
  width: 100%; max-width: 752px; margin: 0 auto; padding: 0 16px;
  min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
}
.notes-header { display: flex; align-items: baseline; justify-content: space-between;
  padding: 32px 0 16px; }
.notes-header h1 { font-size: 28px; line-height: 36px; font-weight: 650; letter-spacing: -.015em;
  margin: 0; }
.notes-count { font-size: 13px; line-height: 20px; color: var(--muted); padding: 20px 0 4px;
  min-height: 44px; font-variant-numeric: tabular-nums; }
.notes-footer { margin-top: auto; padding: 40px 0 24px; display: flex; gap: 8px;
  font-size: 13px; color: var(--muted); }
.notes-footer a { color: inherit; text-underline-offset: 3px; }
.notes-footer a:hover { color: var(--accent); }

.notes-composer {
  display: grid; grid-template: "title title" "description add" / 1fr auto; column-gap: 12px;
  background: var(--raised); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: var(--shadow); padding: 6px 8px 8px 16px;
  transition: border-color var(--ease);
}
.notes-composer:focus-within { border-color: var(--accent); }
.notes-composer-title { grid-area: title; }
.notes-composer-description { grid-area: description; min-width: 0; }
.notes-composer-add { grid-area: add; align-self: end; }
.notes-composer .q-field__native, .notes-composer .q-field__label { color: var(--text);
  font-size: 16px; }
.notes-composer .q-field__label { color: var(--muted); }
.notes-composer .q-field--float .q-field__label { color: var(--muted); }
.notes-composer .q-field__native, .notes-composer .q-field__label { letter-spacing: normal; }
.notes-composer .q-field--dense .q-field__control { min-height: 52px; height: auto; }
.notes-composer .q-field--dense .q-field__control-container { padding-top: 22px; }
.notes-composer .q-field--dense .q-field__label { top: 14px; line-height: 24px; }
.notes-composer .q-field--dense.q-field--float .q-field__label {
  transform: translateY(-10px) scale(.8125); }
.notes-composer .q-field__native { padding: 0 0 4px; line-height: 24px; min-height: 28px; }
.notes-composer-title .q-field__native { font-weight: 600; }
.notes-composer-description .q-field__native { max-height: 40vh; }
.notes-composer .q-field__native:focus-visible { outline: none; }
.notes-composer .q-field--error .q-field__messages, .notes-composer .q-field__messages {
  font-size: 13px; line-height: 20px; }
.notes-composer-add.q-btn { min-height: 44px; padding: 0 18px; border-radius: 8px;
  background: var(--accent); color: var(--on-accent); font-size: 15px; font-weight: 600; }
.notes-composer-add.q-btn:focus-visible {
  box-shadow: 0 0 0 2px var(--raised), 0 0 0 4px var(--accent); }
"""

CARDS = """
.notes-list { list-style: none; margin: 0; padding: 0; }
/* The title is the card's own text: the grid puts it between the two buttons of the first row. */
.note-card {
  display: grid; grid-template-columns: 44px minmax(0, 1fr) 44px; align-items: start;
  padding: 16px 0; margin: 0 -12px; font-weight: 600; overflow-wrap: anywhere;
  unicode-bidi: plaintext;
  background: linear-gradient(var(--line), var(--line)) no-repeat 44px 100% / calc(100% - 56px) 1px;
  animation: note-in 160ms ease-out;
}
.note-card:last-child { background-image: none; }
@keyframes note-in { from { opacity: 0; } }
.note-done { grid-column: 1; grid-row: 1; width: 44px; height: 44px; margin: -10px 0;
  justify-content: center; }
.note-done .q-checkbox__label { position: absolute; width: 1px; height: 1px; padding: 0;
  overflow: hidden; clip-path: inset(50%); }
.note-done .q-checkbox__inner { width: 44px; min-width: 44px; height: 44px; color: var(--muted); }
.note-done .q-checkbox__inner--truthy { color: var(--accent); }
.note-done .q-checkbox__bg { left: 11px; top: 11px; width: 22px; height: 22px;
  border-radius: 50%; border-width: 1.5px; }
.note-done:hover .q-checkbox__inner--falsy .q-checkbox__bg { border-color: var(--accent); }
.note-done .q-checkbox__svg { color: var(--on-accent); padding: 3px; }
.note-done .q-focus-helper { display: none; }
.note-description { grid-column: 2; color: var(--muted); font-weight: 400;
  white-space: pre-wrap; }
.note-description:empty { display: none; }
.note-card:has(> .note-done[aria-checked="true"]) { color: var(--muted); font-weight: 500;
  text-decoration: line-through; text-decoration-color: rgb(var(--ink) / .35); }
.note-delete, .note-more, .notes-window-button { border: 0; background: none;
  cursor: pointer; font: inherit; color: var(--muted); border-radius: 8px; }
.note-delete { width: 44px; height: 44px; margin: -10px 0; padding: 0; font-size: 0;
  display: grid; grid-template: 44px / 44px; grid-auto-rows: 0; place-items: center; }
.note-delete { grid-column: 3; grid-row: 1; transition: opacity var(--ease); }
.note-delete::before { content: ""; width: 20px; height: 20px; background: currentColor;
  -webkit-mask: CROSS; mask: CROSS; opacity: .75; }
.note-delete:hover { color: var(--danger); }
.note-done:focus-visible, .note-delete:focus-visible { outline-offset: -6px; border-radius: 14px; }
.note-done .q-checkbox__bg { print-color-adjust: exact; }
.note-more { grid-column: 2; justify-self: start; margin: 0 0 -8px -8px; padding: 0 8px;
  min-height: 44px; font-size: 13px; font-weight: 600; color: var(--accent); }
@media (hover: hover) {
  .note-delete { opacity: 0; }
  .note-card:hover .note-delete, .note-card:has(:focus-visible) .note-delete { opacity: 1; }
  .note-card:hover { background-color: rgb(var(--ink) / .03); border-radius: 10px; }
}
.notes-window { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 8px;
  padding: 8px 0; }
.notes-window-button { min-height: 44px; padding: 0 16px; font-size: 15px; font-weight: 600;
  color: var(--accent); }
.notes-window-button:hover { background: rgb(var(--ink) / .05); }
.notes-empty { padding: 56px 16px; text-align: center; color: var(--muted); }
.notes-empty::before { content: ""; display: block; width: 56px; height: 56px;
  margin: 0 auto 16px; background: var(--accent); opacity: .8; -webkit-mask: SHEET; mask: SHEET; }
.notes-empty-title { font-weight: 600; color: var(--text); margin-bottom: 4px; }
"""
for _name, _drawn in (("CROSS", CROSS), ("SHEET", SHEET)):
    CARDS = CARDS.replace(_name, f"{_drawn} center / contain no-repeat")

STATES: Final = """
.q-notification.notes-notice { border-radius: 10px; background: #2b2d31; color: #fff;
  font-size: 15px; line-height: 20px; box-shadow: var(--shadow); }
.notes-notice .q-btn { color: #5eead4; font-size: 15px; font-weight: 600; text-transform: none;
  min-height: 44px; }
.nicegui-error-popup { left: 50%; right: auto; transform: translateX(-50%); margin: 0 0 24px;
  padding: 10px 20px; border: 0; border-radius: 10px; background: #2b2d31 !important; color: #fff;
  box-shadow: var(--shadow); font-size: 15px; gap: 0; text-align: center;
  width: max-content; max-width: calc(100vw - 32px); }
.nicegui-error-popup > span:first-child { font-weight: 600; }
.nicegui-error-popup > span:first-child::before { content: none; }
@media (max-width: 599px) and (min-height: 480px) {
  .notes-shell { padding-bottom: 208px; }
  .notes-composer-description .q-field__native { max-height: 72px; }
  .notes-header { padding: 20px 0 8px; }
  .notes-composer { position: fixed; z-index: 10; left: 0; right: 0; bottom: 0;
    border-width: 1px 0 0; border-radius: 16px 16px 0 0;
    padding: 6px 12px calc(8px + env(safe-area-inset-bottom)) 16px;
    box-shadow: 0 -4px 24px rgb(0 0 0 / .08); }
  .notes-count { padding-top: 0; min-height: 24px; }
  .q-notifications__list--bottom { bottom: 132px; }
  .nicegui-error-popup { bottom: 132px; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
@media print {
  .notes-composer, .note-delete, .note-more, .notes-window, .notes-footer { display: none; }
  .note-card { break-inside: avoid; }
  html, body, body.body--dark { --ground: #fff; --ink: 0 0 0; --accent: #0f766e;
    --on-accent: #fff; background: #fff; color-scheme: light; }
  .notes-shell { max-width: none; min-height: 0; }
}
"""

CSS: Final = TOKENS + LAYOUT + CARDS + STATES
