"""The settings of the server: the only module that reads them from the environment."""

import json
import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ORIGIN: Final = re.compile(r"\*|[a-z][a-z0-9+.-]*://[^/?#,\s]+")
ORIGINS: Final = "give origins as browsers do, such as https://example.org, with commas between"

HOST: Final = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*")
HOSTS: Final = "give names without scheme or port, such as notes.example.org, with commas between"
ROOT_PATH: Final = re.compile(r"/|(/[A-Za-z0-9_.~-]+)+/?")
ROOT_PATHS: Final = "give a path that begins with a slash, such as /notes"
OWN_PATHS: Final = frozenset(
    {"api", "docs", "front", "healthz", "metrics", "openapi.json", "readyz", "ws"}
    | {"static-offline-docs"}
)
OWN: Final = "the server itself has paths that begin with /{name}: choose another one"
ADDRESS: Final = re.compile(r"https?://[^/?#\s]+(/[^?#\s]*)?")
AN_ADDRESS: Final = "give an address such as http://127.0.0.1:8001"
LIST: Final = "this starts like a JSON list, but is not valid JSON"

PORTS: Final = {"http": 80, "https": 443}


def _origin(given: str) -> str:
    """The origin as browsers write it: in lower case, without the scheme's default port."""
    origin = given.lower()
    if not ORIGIN.fullmatch(origin):
        raise ValueError(ORIGINS)
    scheme, _, place = origin.partition("://")
    return origin.removesuffix(f":{PORTS[scheme]}") if place and scheme in PORTS else origin


def _host(given: str) -> str:
    name = given.lower()
    if not HOST.fullmatch(name):
        raise ValueError(HOSTS)
    return name


def _root_path(given: str) -> str:
    """The path without a slash at its end, unless it is the slash alone."""
    if not ROOT_PATH.fullmatch(given):
        raise ValueError(ROOT_PATHS)
    if (name := given.split("/")[1]) in OWN_PATHS:
        raise ValueError(OWN.format(name=name))
    return given.rstrip("/") or "/"


def _address(given: str) -> str:
    """An address without a slash at its end."""
    if not ADDRESS.fullmatch(given):
        raise ValueError(AN_ADDRESS)
    return given.rstrip("/")


Origin = Annotated[str, AfterValidator(_origin)]
HostName = Annotated[str, AfterValidator(_host)]
RootPath = Annotated[str, AfterValidator(_root_path)]


class Settings(BaseSettings):
    """Every setting has a variable of the same name in capitals, prefixed ``NOTES_``."""

    model_config = SettingsConfigDict(env_prefix="NOTES_", frozen=True)

    host: Annotated[str, StringConstraints(min_length=1)] = Field(
        "127.0.0.1", description="address to listen on"
    )
    port: int = Field(8000, ge=0, le=65535, description="port to listen on; 0 chooses a free port")
    database_url: str = Field(
        "sqlite:///notes.db",
        description="the SQLite file that stores the notes, or a PostgreSQL database:"
        " `postgresql+psycopg://user:password@host/database?schema=public`",
    )
    api_url: Annotated[str, AfterValidator(_address)] | None = Field(
        None,
        description="the address of a process that serves the API, such as"
        " `http://127.0.0.1:8001`: then this process serves the page only, and has no database",
    )
    busy_timeout: float = Field(
        5.0, ge=0, le=600, description="seconds that a write waits for another program's lock"
    )
    poll_interval: float = Field(
        0.05, gt=0, le=0.2, description="seconds between two checks for other processes' changes"
    )
    kept_changes: int = Field(
        10_000, ge=1, le=10_000_000, description="changes stored for subscribers that resume"
    )
    cache_megabytes: int = Field(
        192, ge=1, le=1_000_000, description="megabytes that all caches together may use"
    )
    reconnect_timeout: float = Field(
        300.0, ge=1, le=86400, description="seconds that a page waits for a disconnected browser"
    )
    trash_days: int = Field(
        30, ge=1, le=36500, description="days after which a note in the trash is deleted for good"
    )
    largest_import: int = Field(
        1024**3, ge=1, description="maximum bytes of an import, both as sent and unpacked"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="lowest level that is logged: `debug`, `info`, `warning` or `error`"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="`text` for people, or `json`: one object per line"
    )
    access_log: bool = Field(False, description="whether every request is logged")
    cors_origins: Annotated[list[Origin], NoDecode] = Field(
        [],
        description="sites whose pages may use the API, such as `https://example.org`:"
        " a JSON list, or separated by commas; `*` for all",
    )
    allowed_hosts: Annotated[list[HostName], NoDecode] = Field(
        [],
        description="host names that the server accepts, such as `notes.example.org` or"
        " `*.example.org`, in addition to IP addresses, `localhost` and this machine's name:"
        " a list like the one above; `*` for all",
    )
    root_path: RootPath = Field(
        "/",
        description="path under which a proxy serves everything, such as `/notes`; the proxy may"
        " pass it on or remove it",
    )

    @field_validator("api_url", mode="before")
    @classmethod
    def _empty_is_none(cls, given: Any) -> Any:
        return given or None

    @field_validator("cors_origins", "allowed_hosts", mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        """Parse the text of an environment variable into a list."""
        if not isinstance(given, str):
            return given
        text = given.strip()
        if text.startswith("["):
            try:
                return json.loads(text)
            except ValueError as error:
                raise ValueError(LIST) from error
        return [each.strip() for each in text.split(",") if each.strip()]
