"""How it looks: every class, space and colour of the page, here and in the modules beside it.

Type is the system's own, 16 px on 24; spaces are multiples of 4 px; there is one accent. Quasar
sets `body--dark` on the body when the page is dark.

Must not import: api, nicegui, notes_ui.components, notes_ui.rendering, notes_ui.runtime,
notes_ui.i18n.
"""

from typing import Final

from notes_ui.theme import cards, layout, states

SHELL: Final = "notes-shell"
HEADER: Final = "notes-header"
SEARCH: Final = "notes-search"
HERE: Final = "notes-here"
FACE: Final = "notes-face"
FOOTER: Final = "notes-footer"
COMPOSER: Final = "notes-composer"
COMPOSER_TITLE: Final = "notes-composer-title"
LEFT_FIELD: Final = "notes-left-field"
COMPOSER_DESCRIPTION: Final = "notes-composer-description"
COMPOSER_ADD: Final = "notes-composer-add"
COMPOSER_WAITS: Final = "notes-composer-waits"
PRESS_SIGN: Final = "notes-press-sign"
WAITS: Final = "--waits: {words}"
"""the words in front of an entered title that waits, as a string of CSS"""
UNFINISHED: Final = "notes-unfinished"
UNFINISHED_ITEM: Final = "notes-unfinished-item"
UNFINISHED_TEXT: Final = "notes-unfinished-text"
UNFINISHED_GO_ON: Final = "notes-unfinished-go-on"
UNFINISHED_DISCARD: Final = "notes-unfinished-discard"
UNFINISHED_ALL: Final = "notes-unfinished-go-on notes-unfinished-all"
TOOLBAR: Final = "notes-toolbar"
VIEWS: Final = "notes-views"
VIEW: Final = "notes-view"
TAG_LIST: Final = "notes-tags"
VIEW_TAG: Final = "notes-view notes-view-tag"
MORE_TAGS: Final = "notes-view notes-more-tags"
SORT: Final = "notes-sort"
SORT_MENU: Final = "notes-sort-menu"
COUNT_LINE: Final = "notes-count-line"
COUNT: Final = "notes-count"
NOT_YET: Final = "--not-yet: {words}"
"""the words in the place of a number of notes that does not come, as a string of CSS"""
TRASH_BUTTONS: Final = "notes-trash-buttons"
LIST: Final = "notes-list"
WINDOW_NEWER: Final = "notes-window notes-window-newer"
WINDOW_OLDER: Final = "notes-window notes-window-older"
WINDOW_BUTTON: Final = "notes-window-button"
EMPTY: Final = "notes-empty"
EMPTY_TITLE: Final = "notes-empty-title"
EMPTY_LINK: Final = "notes-empty-link"
CARD: Final = "note-card"
CARD_BODY: Final = "note-body"
CARD_DONE: Final = "note-done"
CARD_DELETE: Final = "note-delete"
CARD_MORE: Final = "note-more"
EDITOR: Final = "note-editor"
EDITOR_NOTICE: Final = "note-editor-notice"
EDITOR_BUTTONS: Final = "note-editor-buttons"
EDITOR_SAVED: Final = "note-editor-saved"
EDITOR_MERGED: Final = "note-editor-merged"
PRIMARY: Final = "notes-primary"
SELECTION: Final = "notes-selection"
SELECTION_CLEAR: Final = "notes-selection-clear"
SELECTION_TOOLS: Final = "notes-selection-tools"
SELECTION_BUTTON: Final = "notes-selection-button"
SELECTION_TAG: Final = "notes-selection-tag"
SNACKBAR: Final = "notes-snackbar"
SNACKBAR_SHOWN: Final = "notes-snackbar-shown"
SHOW: Final = "notes-show"
SHOW_IF_SCROLLED: Final = "notes-show notes-show-if-scrolled"
HELP: Final = "notes-help"
ALL_TAGS: Final = "notes-help notes-all-tags"
ALL_TAGS_LIST: Final = "notes-all-tags-list"
QUESTION: Final = "notes-help notes-question"
QUESTION_BUTTONS: Final = "notes-question-buttons"
QUESTION_YES: Final = "notes-primary notes-danger"
QUESTION_NO: Final = "notes-quiet"
HISTORY: Final = "notes-help notes-history"
FILES: Final = "notes-help notes-files"
FILE_BUTTONS: Final = "notes-file-buttons"
FILE_STATUS: Final = "notes-file-status"
UPLOAD: Final = "notes-upload"
UPLOADING: Final = "notes-uploading"
PREVIEW: Final = "notes-preview"
FOOTER_BUTTON: Final = "notes-footer-button"
VERSIONS: Final = "notes-versions"
VERSION_META: Final = "notes-version-meta"
VERSION_TEXT: Final = "notes-version-text"
VERSION_NOW: Final = "notes-version-now"
NOTICE: Final = "notes-notice"
HIDDEN: Final = "notes-hidden"
ONLY_HEARD: Final = "notes-only-heard"

TAG: Final = "note-tag"
TASK: Final = "note-task"
TASK_TICK: Final = "note-tick"
TASK_TEXT: Final = "note-task-text"

TRACED_TEXT: Final = "note-body note-traced"

CARD_HTML: Final = (
    '<h2 class="note-title" dir="auto">{title}</h2><div class="note-text">{text}</div>{edit}'
)
"""a card's text: what goes in is harmless already"""

CARD_EDIT: Final = (
    '<button type="button" class="notes-only-heard" tabindex="-1"'
    ' commandfor="notes" command="--edit-{id}">{said}</button>'
)
"""for assistive technology that presses a control by its name

Other people click on the text, or press Enter on the card.
"""

CARD_POPOVER: Final = '<i popover="manual" id="{name}" data-turn="{turn}"></i>'
"""an invisible popover: the browser opens and closes it when somebody presses the cross"""

FIELD: Final = "borderless dense hide-bottom-space no-error-icon"
SEARCH_FIELD: Final = f"{FIELD} type=search enterkeyhint=search"
SORT_BUTTON: Final = "type=button popovertarget=notes-sort-menu"
SORT_POPOVER: Final = "id=notes-sort-menu popover=auto"
UPLOADER: Final = "flat"
PROGRESS: Final = "color=primary size=6px rounded instant-feedback"
ADD_BUTTON: Final = "type=reset unelevated no-caps color=none text-color=none"
PLAIN_BUTTON: Final = "type=button"

FAVICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect x="4" y="3" width="24" height="26" rx="6" fill="#0f766e"/>'
    '<path d="M10 16l4.5 4.5L22.5 12" fill="none" stroke="#fff" stroke-width="3" '
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
)

CSS: Final = layout.CSS + cards.CSS + states.CSS
