"""The whole application for any ASGI server: `uvicorn notes_ui.main:app`."""

from api.settings import Settings
from api.telemetry import logs
from notes_ui.application import create_app
from notes_ui.runtime import gc_policy

settings = Settings()
logs.set_up(settings)
app = create_app(settings)
gc_policy.collect_less_often()
