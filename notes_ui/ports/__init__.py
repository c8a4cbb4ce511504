"""What the page asks of the server: the one place where it meets `api`.

Must not import: nicegui, notes_ui.page, notes_ui.components, notes_ui.runtime, notes_ui.rendering,
notes_ui.cli, notes_ui.application, notes_ui.main, sqlalchemy, sqlmodel, fastapi, starlette.
"""
