"""Configures logging for this process, the server included."""

import logging
import logging.config
from typing import Any, Final

from pythonjsonlogger.core import RESERVED_ATTRS

from api.settings import Settings
from api.telemetry.request_ids import request_id

TEXT: Final = "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"
FIELDS: Final = ("levelname", "name", "message")
NAMES: Final = {"levelname": "level", "name": "logger", "exc_info": "traceback"}
OURS: Final = ("api", "notes_ui")
ACCESS: Final = "uvicorn.access"
SOCKETS: Final = ("engineio.server", "socketio.server")
"""they get a handler of their own, unless they have a level"""


class RequestFilter(logging.Filter):
    """Adds the id of the current request to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add ``request_id``, if there is one."""
        if own := request_id.get():
            record.request_id = own
        return True


def set_up(settings: Settings) -> None:
    """Log to standard error according to the settings.

    If the root logger has handlers already, its format stays. Libraries log warnings at most.
    Uvicorn's own loggers keep their levels, which are options of that server, and its access log is
    replaced by ours.
    """
    if logging.getLogger().handlers:
        return
    wanted = logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"request": {"()": RequestFilter}},
            "formatters": {"lines": _lines(settings)},
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "filters": ["request"],
                    "formatter": "lines",
                }
            },
            "root": {"handlers": ["stderr"], "level": max(wanted, logging.WARNING)},
            "loggers": {
                **{name: {"level": wanted} for name in OURS},
                "api.access": {"level": "INFO"},
                **{name: {"level": "ERROR", "handlers": []} for name in SOCKETS},
                "uvicorn": {"handlers": [], "propagate": True},
                ACCESS: {"handlers": [], "propagate": _is_theirs(settings)},
            },
        }
    )


def _lines(settings: Settings) -> dict[str, Any]:
    if settings.log_format == "text":
        return {"()": "logging.Formatter", "fmt": TEXT, "defaults": {"request_id": "-"}}
    return {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "fmt": FIELDS,
        "rename_fields": NAMES,
        "timestamp": "time",
        "reserved_attrs": [*RESERVED_ATTRS, "color_message"],  # Uvicorn's second text
    }


def _is_theirs(settings: Settings) -> bool:
    """Whether Uvicorn logs requests, which is its default."""
    return bool(logging.getLogger(ACCESS).handlers) and not settings.access_log
