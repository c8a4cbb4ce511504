"""Elements of the page that know no note: texts, buttons, dialogs.

Must not import: api, notes_ui.rendering, notes_ui.page, notes_ui.cli, notes_ui.application,
notes_ui.main.
"""
