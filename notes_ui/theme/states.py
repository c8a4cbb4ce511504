"""How it looks: what floats, what is seldom shown, other sizes and media."""

from typing import Final

from notes_ui.theme.cards import _drawn, _icon

SHEET: Final = _icon(
    "M7 3h10a2 2 0 012 2v14a2 2 0 01-2 2H7a2 2 0 01-2-2V5a2 2 0 012-2zM9 9h6M9 13h4", 1.25
)

FLOATING: Final = """
.notes-window { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 8px;
  padding: 8px 0; }
.notes-window-button { min-height: 44px; padding: 0 16px; font-size: 15px; font-weight: 600;
  color: var(--accent); }
.notes-window-button:hover { background: rgb(var(--ink) / .05); }
.notes-empty { padding: 56px 16px; text-align: center; color: var(--muted); }
.notes-empty::before { content: ""; display: block; width: 56px; height: 56px;
  margin: 0 auto 16px; background: var(--accent); opacity: .8; -webkit-mask: SHEET; mask: SHEET; }
.notes-empty-title { font-weight: 600; color: var(--text); margin-bottom: 4px; }
.notes-empty-link { display: inline-flex; align-items: center; min-height: 44px; margin-top: 8px;
  color: var(--accent); font-weight: 600; text-underline-offset: 3px; }

html:has(.notes-selection:not(:empty)) { scroll-padding-bottom: 88px; }
.notes-selection:not(:empty) { position: sticky; bottom: 16px; z-index: 6; display: flex;
  align-items: center; gap: 4px; margin: 16px -8px 0; padding: 4px 8px 4px 4px;
  background: var(--raised); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: var(--shadow); font-size: 15px; }
.notes-selection > *, .notes-selection-tools > * { flex: none; }
.notes-selection > span { margin-right: 4px; font-weight: 600; color: var(--accent); }
.notes-selection > .notes-selection-tools { flex: 1; min-width: 0; display: flex;
  align-items: center; gap: 4px; overflow-x: auto; padding: 0 4px; scrollbar-width: none; }
.notes-selection-clear { width: 44px; height: 44px; padding: 0; border: 0; border-radius: 8px;
  background: none; color: var(--muted); font-size: 0; display: grid; place-content: center;
  cursor: pointer; }
.notes-selection-clear::before { content: ""; width: 20px; height: 20px;
  background: currentColor; -webkit-mask: CROSS; mask: CROSS; }
.notes-selection-clear:hover { background: rgb(var(--ink) / .05); color: var(--text); }
.notes-selection-button { min-width: 44px; min-height: 44px; padding: 0 10px; font-size: 15px; }
.notes-selection-tag { width: 88px; }
.notes-selection-tag .q-field__control { height: 44px; }
.notes-selection-tag:focus-within .q-field__control { box-shadow: 0 2px 0 var(--accent); }
.notes-selection-tag .q-field__native { color: var(--text); font-size: 16px; }
.notes-selection-tag .q-field__native::placeholder { color: var(--muted); opacity: 1; }

.notes-snackbar { position: fixed; z-index: 20; left: 50%; bottom: 24px;
  transform: translateX(-50%); display: flex; align-items: center; gap: 4px; min-height: 48px;
  max-width: calc(100vw - 32px); width: max-content; padding: 0 8px 0 20px; border-radius: 10px;
  background: #2b2d31; color: #fff; font-size: 15px; box-shadow: var(--shadow);
  visibility: hidden; }
html:has(.notes-selection:not(:empty)) .notes-snackbar { bottom: 104px; }
.notes-snackbar-shown { visibility: visible; animation: note-in 160ms ease-out; }
.notes-snackbar span { padding-right: 12px; }
.notes-snackbar button { min-height: 44px; padding: 0 12px; border: 0; border-radius: 8px;
  background: none; color: #5eead4; font: inherit; font-weight: 600; cursor: pointer; }
.notes-snackbar button:hover { background: rgb(255 255 255 / .08); }
.notes-snackbar button:focus-visible { outline-color: #5eead4; }

.notes-help { background: var(--raised); color: var(--text); border-radius: 10px;
  padding: 24px; width: 420px; max-width: calc(100vw - 32px); }
.notes-help h2 { margin: 0 0 16px; font-size: 20px; line-height: 28px; font-weight: 650;
  letter-spacing: normal; }
.notes-help dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0 0 16px; }
.notes-help dt { display: flex; align-items: start; gap: 4px; }
.notes-help dd { margin: 0; color: var(--muted); }
.notes-help kbd { min-width: 28px; padding: 2px 8px; border: 1px solid var(--line);
  border-radius: 6px; background: rgb(var(--ink) / .05); font: 13px/20px inherit;
  font-family: inherit; text-align: center; }
.notes-files { width: 480px; max-height: 90vh; overflow-y: auto; }
.notes-files h2 { margin: 0; }
.notes-files p { margin: 4px 0 12px; color: var(--muted); font-size: 15px; }
.notes-files ul { margin: 0 0 12px; padding-left: 20px; font-size: 13px; line-height: 20px;
  color: var(--muted); max-height: 200px; overflow-y: auto; }
.notes-preview li p { margin: 0; color: inherit; font-size: inherit; line-height: inherit; }
.notes-file-status:empty { display: none; }
.notes-file-buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 20px; }
.notes-file-buttons button { min-height: 44px; padding: 0 16px; border: 1px solid var(--line);
  border-radius: 8px; background: none; color: var(--accent); font: inherit; font-size: 15px;
  font-weight: 600; cursor: pointer; }
.notes-file-buttons button:hover { background: rgb(var(--ink) / .05); }
.notes-upload.q-uploader { display: none; width: 100%; margin-bottom: 12px; background: none;
  color: var(--text); }
.notes-upload.notes-uploading { display: flex; }
.notes-upload .q-uploader__header { background: none; color: var(--text); }
.notes-upload .q-uploader__header::before { content: none; }
.notes-upload .q-uploader__title { font-size: 15px; line-height: 24px; font-weight: 600; }
.notes-upload :is(.q-uploader__list, .q-btn) { display: none; }
.notes-preview:focus { outline: none; }
.notes-preview p { color: var(--text); }
.notes-files .q-linear-progress { margin-bottom: 12px; }
.notes-footer-button { padding: 0; border: 0; background: none; color: inherit; font: inherit;
  text-decoration: underline; text-underline-offset: 3px; cursor: pointer; }
.notes-footer-button:hover { color: var(--accent); }
.notes-history { width: 560px; display: flex; flex-direction: column; max-height: 85vh; }
.notes-versions { flex: 1; min-height: 0; overflow-y: auto; list-style: none; margin: 0 -24px 16px;
  padding: 0 24px; border-block: 1px solid var(--line); }
.notes-versions li { padding: 12px 0; }
.notes-versions li + li { border-top: 1px solid var(--line); }
.notes-versions h3 { margin: 0; font-size: 16px; line-height: 24px; font-weight: 600;
  letter-spacing: normal; overflow-wrap: anywhere; }
.notes-version-meta { margin: 0; font-size: 13px; line-height: 20px; color: var(--muted); }
.notes-version-meta > * + *::before { content: "·" / ""; margin: 0 6px; }
.notes-version-text { margin: 0; color: var(--muted); white-space: pre-line;
  overflow-wrap: anywhere; }
.notes-version-now { font-size: 13px; line-height: 20px; color: var(--accent); font-weight: 600; }
.notes-versions button { min-height: 44px; margin-left: -12px; padding: 0 12px; border: 0;
  border-radius: 8px; background: none; color: var(--accent); font: inherit; font-size: 15px;
  font-weight: 600; cursor: pointer; }
.notes-versions button:hover { background: rgb(var(--ink) / .05); }
.notes-history > .notes-primary { align-self: start; }
.notes-question { text-wrap: pretty; }
.notes-question p { margin: 0 0 20px; }
.notes-question-buttons { display: flex; flex-wrap: wrap; justify-content: end;
  gap: 8px; }
.notes-all-tags { display: flex; flex-direction: column; max-height: 85vh; }
.notes-all-tags-list { flex: 1; min-height: 0; overflow-y: auto; list-style: none;
  margin: 0 -8px 16px; padding: 0; display: flex; flex-wrap: wrap; align-content: start;
  gap: 0 4px; }
.notes-all-tags-list .notes-view { font-size: 15px; }
.notes-all-tags > .notes-primary { align-self: start; }
.notes-sort-menu { position-anchor: --notes-sort; position-area: bottom span-left;
  min-width: 184px; padding: 4px; border: 1px solid var(--line); border-radius: 10px;
  background: var(--raised); color: var(--text); box-shadow: var(--shadow); }
@supports (position-area: bottom) { .notes-sort-menu { inset: auto; margin: 4px 0; } }
.notes-sort-menu a { display: flex; align-items: center; min-height: 44px; padding: 0 12px;
  border-radius: 8px; font-size: 15px; color: inherit; text-decoration: none; }
.notes-sort-menu a:hover { background: rgb(var(--ink) / .05); }
.notes-sort-menu a[aria-current] { color: var(--accent); font-weight: 600; }

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
"""

MEDIA: Final = """
@media (max-width: 599px) {
  .notes-header { gap: 4px; padding: 12px 16px 8px; }
  .notes-header h1 { font-size: 22px; line-height: 32px; flex: 0 0 auto; }
  .notes-search { flex: 1 1 0; margin-left: 8px; }
  .notes-toolbar { flex-wrap: nowrap; padding-top: 4px; margin: 0 -8px 0 -16px; }
  .notes-views { display: flex; align-items: baseline; gap: 0 4px; flex: 1; min-width: 0;
    overflow-x: auto; padding: 0 8px; scrollbar-width: none;
    mask: linear-gradient(to left, transparent, #000 16px); }
  .notes-view, .notes-sort { flex: none; }
  .notes-view-tag:not([aria-current]), .notes-more-tags { order: 1; }
  .notes-sort-menu { margin-right: 8px !important; }
  .notes-selection > .notes-selection-tools { padding: 0 12px 0 0;
    mask: linear-gradient(to left, transparent, #000 16px); }
  .notes-footer { align-items: center; }
  .notes-footer :is(a, button) { display: inline-flex; align-items: center; justify-content: center;
    min-width: 44px; min-height: 44px; }
}
@media (min-width: 600px) { .notes-snackbar .notes-show-if-scrolled { display: none; } }
@media (max-width: 359px) {
  .notes-search .q-field__control { padding: 0 4px 0 32px; }
  .notes-search .q-field__control::before { left: 8px; }
}
@media (max-width: 599px) and (min-height: 480px) {
  html { scroll-padding: 64px 0 168px; }
  .notes-shell { padding-bottom: 208px; }
  html:has(.notes-snackbar-shown) { scroll-padding-bottom: 224px; }
  .notes-shell:has(.notes-snackbar-shown) { padding-bottom: 264px; }
  .notes-composer .notes-composer-description .q-field__native { max-height: 72px; }
  .notes-composer { position: fixed; z-index: 10; left: 0; right: 0; bottom: 0;
    border-width: 1px 0 0; border-radius: 16px 16px 0 0;
    padding: 6px 12px calc(8px + env(safe-area-inset-bottom)) 16px;
    box-shadow: 0 -4px 24px rgb(0 0 0 / .08); }
  .notes-composer-waits { right: 12px; }
  .notes-count-line { min-height: 24px; }
  html:has(.notes-selection:not(:empty)) { scroll-padding-bottom: 224px; }
  .notes-selection:not(:empty) { bottom: 140px; }
  .notes-shell:has(.note-card[data-editing]) .notes-composer:not(:focus-within) {
    display: none; }
  html .notes-snackbar, .nicegui-error-popup { bottom: 140px; margin: 0; }
  .notes-shell:has(.note-card[data-editing]) .notes-snackbar { bottom: 16px; }
}
@media (max-width: 599px), (pointer: coarse) {
  .note-body .note-tag { display: inline-block; max-width: 100%; padding: 4px 8px;
    line-height: 24px; margin-block: 1px; }
  .note-text .note-task { padding-block: 8px; padding-inline-start: 36px; }
  .note-tick { top: 0; width: 44px; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
  .notes-count:empty::before { animation: notes-late 10s !important; }
  .note-tick { transition: opacity 0s 30s !important; }
  .note-tick:active { transition: none !important; }
  .notes-composer-waits > span, .notes-composer-title .q-field__native > .ellipsis,
  .notes-composer > .notes-composer-add.q-btn { transition: visibility 0s .3s !important; }
}
@media print {
  .notes-composer, .notes-search, .notes-face, .notes-here, .notes-toolbar, .note-delete,
  .note-more, .notes-window, .notes-footer, .notes-selection, .notes-snackbar {
    display: none !important; }
  .note-card { break-inside: avoid; }
  .notes-header { position: static; }
  html, body, body.body--dark { --ground: #fff; --ink: 0 0 0; --accent: #0f766e;
    --on-accent: #fff; background: #fff; color-scheme: light; }
  .notes-shell { max-width: none; min-height: 0; }
}
"""

CSS: Final = _drawn(FLOATING.replace("mask: SHEET", f"mask: {SHEET}")) + MEDIA
