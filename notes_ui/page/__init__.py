"""One open page: its route, its session and its layout.

Must not import: notes_ui.cli, notes_ui.application, notes_ui.main, api.application, api.main,
api.routes, api.http, sqlalchemy, sqlmodel.
"""
