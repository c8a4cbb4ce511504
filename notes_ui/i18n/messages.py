"""Every text that people read, in English. `locale/` has the translations.

A pair of texts is singular and plural. The page fills in the placeholders in braces.
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

# Drafts
UNFINISHED: Final = "Unfinished"
WAS_WRITING: Final = "You were writing “{begin}”"
WAS_CHANGING: Final = "You were changing “{begin}”"
GO_ON: Final = "Go on"
CLOSE_FIRST: Final = "Finish the note that you are editing first. Then go on with this draft."
DRAFT_GONE: Final = "This draft is no longer here: it was continued, added or discarded elsewhere."
DISCARD_DRAFT: Final = "Discard"
DRAFT_DISCARDED: Final = "Discarded"
SHOW_ALL_DRAFTS: Final = "Show all {count}"

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
SHOW_NEWER: Final = "Show the previous 50"
SHOW_FIRST: Final = "Back to the top"

# Nothing to show
EMPTY: Final = "No notes yet"
EMPTY_HINT: Final = "Write the first one. It appears in every open browser at once."
NONE_FOUND: Final = "Nothing found"
NONE_FOUND_HINT: Final = "No note contains all of these words. Try fewer words."
NONE_FOUND_HERE: Final = "No note in this view contains all of these words."
SEARCH_ALL_NOTES: Final = "Search in all notes"
NONE_OPEN: Final = "Nothing is open"
NONE_OPEN_HINT: Final = "Everything is done. Enjoy it, or write down what comes next."
NONE_DONE: Final = "Nothing is done yet"
NONE_DONE_HINT: Final = "Notes that you tick appear here."
NONE_TAGGED: Final = "No note has this tag"
NONE_TAGGED_HINT: Final = "Write #{tag} anywhere in a note, and it is listed here."
NO_TAGGED_OPEN: Final = "No note with #{tag} is open"
NO_TAGGED_OPEN_HINT: Final = "Notes with this tag that are not done are listed here."
NO_TAGGED_DONE: Final = "No note with #{tag} is done"
NO_TAGGED_DONE_HINT: Final = "Notes with this tag that you tick are listed here."
SHOW_ALL_TAGGED: Final = "Show all notes with #{tag}"
TRASH_EMPTY: Final = "The trash is empty"
TRASH_EMPTY_HINT: Final = "Deleted notes stay here for {n} days."
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
CHANGE_KEPT: Final = "Your change is kept as a draft. Open the note to choose which text to save."
ALSO_CHANGED: Final = "Someone else also changed:"
PIN: Final = "Pin"
UNPIN: Final = "Unpin"
SELECT: Final = "Select"
MARKDOWN: Final = "Description (Markdown)"
CONFLICT_TITLE: Final = "Someone else has changed the title too. Their version:"
CONFLICT_DESCRIPTION: Final = "Someone else has changed the description too. Their version:"
KEEP_MINE: Final = "Keep mine"
TAKE_THEIRS: Final = "Take theirs"
EDIT_ON: Final = "Keep editing"
EMPTY_TEXT: Final = "(nothing)"
DELETED_MEANWHILE: Final = "Someone deleted this note while you were editing it."
RESTORE_AND_SAVE: Final = "Restore it with my text"
LET_GO: Final = "Discard my text"
NOTHING_WRITTEN: Final = "Write a title or a description first"
TITLE_BLANK: Final = "The title needs at least one visible character"
TOO_MANY: Final = "At most {n} characters: this text has {has}"
TEXT_REFUSED: Final = "This text contains a character that can’t be stored. Remove it."

# Earlier versions of a note
HISTORY: Final = "History"
IN_A_BROWSER: Final = "In a browser"
OVER_REST: Final = "Over the API"
FROM_OUTSIDE: Final = "By another program"
PINNED_NOW: Final = "Pinned"
AS_IT_IS_NOW: Final = "Current version"
BRING_BACK: Final = "Bring back"

# Files
FILES: Final = "Export and import"
EXPORT: Final = "Export"
EXPORT_HINT: Final = "All notes in one file, including the trash. You can import it again."
MARKDOWN_FILES: Final = "Markdown"
EXPORTED: Final[Plural] = ("{n} note exported", "{n} notes exported")
IMPORT: Final = "Import"
IMPORT_HINT: Final = (
    "A JSON, NDJSON or CSV file, or a zip of Markdown files. You see a preview first."
)
CHOOSE_FILE: Final = "Choose a file"
UPLOADING: Final = "Sending the file"
UPLOAD_FAILED: Final = "The file could not be sent. Choose it again."
FILE_TOO_LARGE: Final = (
    "The file is larger than {n} bytes. Split it and import the parts one by one."
)
FILE_TOO_LARGE_THERE: Final = "The file is too large. Split it and import the parts one by one."
UNKNOWN_FILE: Final = (
    "The format of {name} is unknown. Choose a file that ends in .json, .ndjson, .csv or .zip."
)
FILE_REFUSED: Final = "Nothing was imported or exported."
FILE_UNREADABLE: Final = "Nothing was imported: this file can’t be read to its end."
FILES_BUSY: Final = "Another export or import is still running. Try again when it has finished."
PROGRESS: Final = "Progress"
WOULD_BE_MADE: Final[Plural] = ("{n} new note", "{n} new notes")
WOULD_BE_SAME: Final[Plural] = ("{n} note exists already", "{n} notes exist already")
WOULD_DIFFER: Final[Plural] = (
    "{n} note exists with other content",
    "{n} notes exist with other content",
)
ROWS_REFUSED: Final[Plural] = ("{n} can’t be imported:", "{n} can’t be imported:")
KEPT_AS_IT_IS: Final[Plural] = (
    "{n} existing note was left unchanged",
    "{n} existing notes were left unchanged",
)
LINE: Final = "Line {n}"
ROW_REPEATED: Final = "{place}: an earlier row has the same id"
ROW_OVERWRITTEN: Final = "{place}: a later file has the same name"
ROW_INVALID: Final = "{place}: invalid fields ({fields})"
ROW_UNREADABLE: Final = "{place}: it can’t be read as a note"
IMPORT_THEM: Final = "Import them"
IMPORT_NEW_ONLY: Final = "Import the new ones only"
IMPORT_REPLACE: Final = "Replace what is different"
IMPORT_COPY: Final = "Keep both"
IMPORT_MOVED: Final = (
    "Nothing was imported: someone has changed these notes since the preview. "
    "Here is a new preview."
)
IMPORTED_BEFORE: Final = (
    "The notes were imported already: the answer to an earlier press was lost. "
    "Here is a new preview."
)
IMPORT_IN_DOUBT: Final = (
    "No answer has come: the notes may have been imported. "
    "Press the same button again later. No note is imported twice."
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
PRESS_AGAIN: Final = "The list has just changed. Check it, then press again."
LINE_CHANGED: Final = "Someone has just changed this line. Check it, then press again."
NOT_SAVED: Final = "This was not saved, but your text is kept. {reason}"
NOT_READ: Final = "This can’t be shown just now. {reason}"
BUSY: Final = "Another program is writing to the database. Try again in a moment."
AWAY: Final = "The notes are out of reach."
NOTES_AWAY: Final = (
    "The notes are out of reach. What you type is kept, and this page will update as soon as they"
    " are back."
)
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
KEY_SAVE: Final = "Save and close the editor"
KEY_ESCAPE: Final = "The same, or clear the selection"
SPACE_KEY: Final = "Space"
DELETE_KEY: Final = "Del"
ESCAPE_KEY: Final = "Esc"
CTRL_ENTER_KEY: Final = "Ctrl+Enter"

# The connection
NOTE_WAITS: Final = "Your note waits for the server"
ENTERED_WAITS: Final = "Waits for the server:"
OUT_OF_REACH: Final = "The server is out of reach."
TRYING: Final = "Your text is kept. This page will update as soon as the server is back."
SITE_HIDDEN: Final = (
    "This page can't reach its server. Your browser asks for {site}, but the server is asked for"
    " {host}: a proxy between the two changes the host name. It must pass on the header Host as it"
    " comes. When it does, load this page again."
)
NOT_YET: Final = "The notes have not arrived yet. If they don't come, load this page again."
TOO_LONG: Final = "This text is too long to be sent."
TOO_LONG_HINT: Final = "A note holds 20,000 characters at most."
