"""Every text that people read, in English. `locale/` has the same in other languages.

A pair of texts is for one and for many. What stands in braces is filled in.
"""

from typing import Final

Plural = tuple[str, str]

# The page
NOTES: Final = "Notes"
API: Final = "API"
HERE: Final[Plural] = ("{n} here", "{n} here")
LIGHT_OR_DARK: Final = "Light or dark"
FOLLOW_SYSTEM: Final = "Like the system"
LIGHT: Final = "Light"
DARK: Final = "Dark"

# A new note
NEW_NOTE: Final = "New note"
TITLE: Final = "Title"
DESCRIPTION: Final = "Description"
ADD_NOTE: Final = "Add note"

# What was left unfinished
UNFINISHED: Final = "Unfinished"
WAS_WRITING: Final = "You were writing “{begin}”"
WAS_CHANGING: Final = "You were changing “{begin}”"
GO_ON: Final = "Go on"
CLOSE_FIRST: Final = "Finish what you are editing first. Then go on with this."
DISCARD_DRAFT: Final = "Discard"
DRAFT_DISCARDED: Final = "Discarded"

# What is shown
SEARCH: Final = "Search"
ALL: Final = "All"
OPEN: Final = "Open"
DONE: Final = "Done"
TRASH: Final = "Trash"
VIEWS: Final = "Views"
TAGS: Final = "Tags"
MORE_TAGS: Final = "More tags"
SORT: Final = "Sort"
NEWEST: Final = "Newest"
OLDEST: Final = "Oldest"
RECENTLY_CHANGED: Final = "Recently changed"
BY_TITLE: Final = "Title A–Z"
BEST: Final = "Best matches"
SOME_NOTES: Final[Plural] = ("{n} note", "{n} notes")
SOME_FOUND: Final[Plural] = ("{n} note found", "{n} notes found")
MANY_FOUND: Final = "More than {n} notes found"
SOME_TRASHED: Final[Plural] = ("{n} note in the trash", "{n} notes in the trash")
SHOW_MORE: Final = "Show 50 more"
SHOW_NEWER: Final = "Show 50 before"
SHOW_FIRST: Final = "Back to the top"

# Nothing to show
EMPTY: Final = "No notes yet"
EMPTY_HINT: Final = "Write the first one. It appears in every open browser at once."
NONE_FOUND: Final = "Nothing found"
NONE_FOUND_HINT: Final = "No note holds all of these words. Fewer words find more."
NONE_FOUND_HERE: Final = "No note of this view holds all of these words."
SEARCH_ALL_NOTES: Final = "Search in all notes"
NONE_OPEN: Final = "Nothing is open"
NONE_OPEN_HINT: Final = "All is done. Enjoy it, or write down what is next."
NONE_DONE: Final = "Nothing is done yet"
NONE_DONE_HINT: Final = "What you tick is kept here."
NONE_TAGGED: Final = "No note has this tag"
NONE_TAGGED_HINT: Final = "Write #{tag} anywhere in a note, and it is listed here."
NO_TAGGED_OPEN: Final = "No note with #{tag} is open"
NO_TAGGED_OPEN_HINT: Final = "Notes with this tag that are not done are listed here."
NO_TAGGED_DONE: Final = "No note with #{tag} is done"
NO_TAGGED_DONE_HINT: Final = "Notes with this tag that you tick are listed here."
SHOW_ALL_TAGGED: Final = "Show all notes with #{tag}"
TRASH_EMPTY: Final = "The trash is empty"
TRASH_EMPTY_HINT: Final = "What you delete stays here for {n} days."
SHOW_ALL_NOTES: Final = "Show all notes"

# A note
NOTE_DONE: Final = "Done: {title}"
NOTE_EDIT: Final = "Edit: {title}"
NOTE_DELETE: Final = "Delete: {title}"
NOTE_DELETE_FOR_GOOD: Final = "Delete for good: {title}"
SHOW_ALL: Final = "Show all"
SHOW_LESS: Final = "Show less"
BEING_EDITED: Final = "Someone is editing"
RESTORE: Final = "Restore"
DELETE: Final = "Delete"
DELETE_FOR_GOOD: Final = "Delete for good"
EMPTY_TRASH: Final = "Empty the trash"
SURE_TO_DELETE: Final[Plural] = (
    "Delete this note for good? It can’t be brought back.",
    "Delete {n} notes for good? They can’t be brought back.",
)

# Editing
SAVED: Final = "Saved"
CANCEL: Final = "Cancel"
DISCARD: Final = "Discard my changes"
DISCARDED: Final = "Your changes are discarded"
CHANGE_KEPT: Final = "Your change is kept, not saved. Open the note to choose."
ALSO_CHANGED: Final = "Also changed by someone:"
PIN: Final = "Pin"
UNPIN: Final = "Unpin"
SELECT: Final = "Select"
MARKDOWN: Final = "Description (Markdown)"
CONFLICT_TITLE: Final = "Your change to the title met another. Theirs:"
CONFLICT_DESCRIPTION: Final = "Your change to the description met another. Theirs:"
KEEP_MINE: Final = "Keep mine"
TAKE_THEIRS: Final = "Take theirs"
EDIT_ON: Final = "Edit on"
EMPTY_TEXT: Final = "(nothing)"
DELETED_MEANWHILE: Final = "Someone deleted this note while you were editing it."
RESTORE_AND_SAVE: Final = "Restore it with my text"
LET_GO: Final = "Let it go"
TITLE_BLANK: Final = "Give a title that can be seen: it is blank"
TOO_MANY: Final = "At most {n} characters: this has {has}"
TEXT_REFUSED: Final = "This text holds a character that can’t be kept. Leave it out."

# What a note was before
HISTORY: Final = "History"
IN_A_BROWSER: Final = "In a browser"
OVER_REST: Final = "Over the API"
FROM_OUTSIDE: Final = "By another program"
PINNED_NOW: Final = "Pinned"
AS_IT_IS_NOW: Final = "As it is now"
BRING_BACK: Final = "Bring back"

# Files
FILES: Final = "Export and import"
EXPORT: Final = "Export"
EXPORT_HINT: Final = "All notes as a file, those in the trash too. It can be imported again."
MARKDOWN_FILES: Final = "Markdown"
EXPORTED: Final[Plural] = ("{n} note exported", "{n} notes exported")
IMPORT: Final = "Import"
IMPORT_HINT: Final = (
    "A file of JSON, NDJSON or CSV, or a zip of Markdown files. You see what it holds first."
)
CHOOSE_FILE: Final = "Choose a file"
UPLOADING: Final = "Sending the file"
UPLOAD_FAILED: Final = "The file could not be sent. Choose it again."
FILE_TOO_LARGE: Final = (
    "The file holds more than {n} bytes. Split it, and import one part after the other."
)
UNKNOWN_FILE: Final = (
    "{name} is none of these files. Give it the ending .json, .ndjson, .csv or .zip."
)
FILE_REFUSED: Final = "Nothing was imported or exported."
FILE_UNREADABLE: Final = "Nothing was imported: this file can’t be read to its end."
FILES_BUSY: Final = "Another file is still being worked on. Try again when it is done."
PROGRESS: Final = "Progress"
WOULD_BE_MADE: Final[Plural] = ("{n} new note", "{n} new notes")
WOULD_BE_SAME: Final[Plural] = ("{n} note is here already", "{n} notes are here already")
WOULD_DIFFER: Final[Plural] = ("{n} note is different here", "{n} notes are different here")
ROWS_REFUSED: Final[Plural] = ("{n} can’t be taken:", "{n} can’t be taken:")
KEPT_AS_IT_IS: Final[Plural] = (
    "{n} note was left as it is here",
    "{n} notes were left as they are here",
)
LINE: Final = "Line {n}"
ROW_REPEATED: Final = "{place}: a row before it has the same id"
ROW_OVERWRITTEN: Final = "{place}: another file of this name comes after it"
ROW_INVALID: Final = "{place}: no note can have this: {fields}"
ROW_UNREADABLE: Final = "{place}: it can’t be read as a note"
IMPORT_THEM: Final = "Import them"
IMPORT_NEW_ONLY: Final = "Import the new ones only"
IMPORT_REPLACE: Final = "Replace what is different"
IMPORT_COPY: Final = "Keep both"
IMPORT_MOVED: Final = (
    "Nothing was imported: somebody has changed notes of this file since you looked. "
    "This is what it would do now."
)
NOTHING_TO_IMPORT: Final = "There is nothing new to import."
IMPORTED: Final[Plural] = ("{n} note imported", "{n} notes imported")

# Several at once
SELECTED: Final[Plural] = ("{n} selected", "{n} selected")
SELECT_ALL: Final = "Select all"
SELECT_ALL_SHOWN: Final = "Select all shown"
SELECTION: Final = "Selected notes"
MARK_DONE: Final = "Done"
MARK_OPEN: Final = "Open"
TAG: Final = "Tag"
TAG_NAME: Final = "Tag to add"
TAG_REFUSED: Final = "A tag is one word, and not only digits"
NO_ROOM_FOR_TAG: Final = (
    "No tag was added: “{title}” has no room for it, since a note holds {n} characters at most. "
    "Shorten that note, or take it out of the selection."
)
CLEAR_SELECTION: Final = "Clear selection"

# What happened
UNDO: Final = "Undo"
SHOW: Final = "Show"
NOTE_ADDED: Final = "Note added"
DELETED: Final[Plural] = ("Note deleted", "{n} notes deleted")
RESTORED: Final[Plural] = ("Note restored", "{n} notes restored")
GONE_FOR_GOOD: Final[Plural] = ("Note deleted for good", "{n} notes deleted for good")
REVERTED: Final[Plural] = ("Earlier version brought back", "{n} earlier versions brought back")
TICKED: Final[Plural] = ("Note done", "{n} notes marked as done")
UNTICKED: Final[Plural] = ("Note open again", "{n} notes marked as open")
TASK_TICKED: Final = "Line done"
TASK_UNTICKED: Final = "Line open again"
TAGGED: Final[Plural] = ("Tag #{tag} added", "Tag #{tag} added to {n} notes")
PINNED: Final[Plural] = ("Note pinned", "{n} notes pinned")
UNPINNED: Final[Plural] = ("Note unpinned", "{n} notes unpinned")
UNDONE: Final = "Undone"
NOTHING_TO_UNDO: Final = "There is nothing to undo"
CLOSE: Final = "Close"
ALREADY_DELETED: Final = "Someone has already deleted this note."
SOME_LEFT_OUT: Final[Plural] = (
    "{n} note was left as it is: someone has changed or deleted it since.",
    "{n} notes were left as they are: someone has changed or deleted them since.",
)
PRESS_AGAIN: Final = "The list has just changed. Look, and press again."
LINE_CHANGED: Final = "Someone has just changed this line. Look, and press again."
NOT_SAVED: Final = "This was not saved, and what you typed is kept. {reason}"
NOT_READ: Final = "This can’t be shown just now. {reason}"
BUSY: Final = "Another program is writing to the database. Try again in a moment."
NOTES_ADDED: Final[Plural] = ("{n} note added", "{n} notes added")
NOTES_CHANGED: Final[Plural] = ("{n} note changed", "{n} notes changed")
NOTES_GONE: Final[Plural] = ("{n} note gone", "{n} notes gone")

# The keyboard
SHORTCUTS: Final = "Keyboard shortcuts"
KEY_NEW: Final = "New note"
KEY_SEARCH: Final = "Search"
KEY_NEXT: Final = "Next note"
KEY_PREVIOUS: Final = "Previous note"
KEY_SELECT: Final = "Select or unselect"
KEY_DONE: Final = "Done or open"
KEY_EDIT: Final = "Edit"
KEY_PIN: Final = "Pin or unpin"
KEY_DELETE: Final = "Delete"
KEY_UNDO: Final = "Undo"
KEY_HELP: Final = "Show this list"
KEY_SAVE: Final = "Save and close what is edited"
KEY_ESCAPE: Final = "The same, or clear the selection"
SPACE_KEY: Final = "Space"
DELETE_KEY: Final = "Del"
ESCAPE_KEY: Final = "Esc"
CTRL_ENTER_KEY: Final = "Ctrl+Enter"

# The connection
OUT_OF_REACH: Final = "The server is out of reach."
TRYING: Final = "What you typed is kept. This page will be right again as soon as it is back."
TOO_LONG: Final = "This text is too long to be sent."
TOO_LONG_HINT: Final = "A note holds 20,000 characters at most."
