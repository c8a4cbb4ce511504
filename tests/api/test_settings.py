"""What can be set, by which variable, and within which bounds."""

import pytest
from pydantic import ValidationError

from api.settings import Settings

SET: list[tuple[str, str, object]] = [
    ("NOTES_HOST", "0.0.0.0", "0.0.0.0"),
    ("NOTES_PORT", "0", 0),
    ("NOTES_DATABASE_URL", "sqlite:///other.db", "sqlite:///other.db"),
    ("NOTES_API_URL", "http://127.0.0.1:8001/", "http://127.0.0.1:8001"),
    ("NOTES_API_URL", "https://notes.test/behind/", "https://notes.test/behind"),
    ("NOTES_API_URL", "", None),
    ("NOTES_BUSY_TIMEOUT", "0.5", 0.5),
    ("NOTES_POLL_INTERVAL", "0.2", 0.2),
    ("NOTES_KEPT_CHANGES", "1", 1),
    ("NOTES_CACHE_MEGABYTES", "1", 1),
    ("NOTES_RECONNECT_TIMEOUT", "5", 5.0),
    ("NOTES_TRASH_DAYS", "7", 7),
    ("NOTES_LARGEST_IMPORT", "1000", 1000),
    ("NOTES_LOG_LEVEL", "debug", "debug"),
    ("NOTES_LOG_FORMAT", "json", "json"),
    ("NOTES_ACCESS_LOG", "true", True),
    ("NOTES_CORS_ORIGINS", "", []),
    ("NOTES_CORS_ORIGINS", "*", ["*"]),
    ("NOTES_CORS_ORIGINS", "https://a.test", ["https://a.test"]),
    (
        "NOTES_CORS_ORIGINS",
        "https://a.test, http://localhost:3000,http://[::1]:8000",
        ["https://a.test", "http://localhost:3000", "http://[::1]:8000"],
    ),
    (
        "NOTES_CORS_ORIGINS",  # as browsers say them
        "HTTPS://A.Test:443,http://a.test:80,http://[::1]:80,http://a.test:443",
        ["https://a.test", "http://a.test", "http://[::1]", "http://a.test:443"],
    ),
    ("NOTES_CORS_ORIGINS", '["https://a.test"]', ["https://a.test"]),
    ("NOTES_ALLOWED_HOSTS", "", []),
    ("NOTES_ALLOWED_HOSTS", "*", ["*"]),
    ("NOTES_ALLOWED_HOSTS", "Notes.test, *.b.test", ["notes.test", "*.b.test"]),
    ("NOTES_ALLOWED_HOSTS", '["notes", "10.0.0.7"]', ["notes", "10.0.0.7"]),
    ("NOTES_ROOT_PATH", "/", "/"),
    ("NOTES_ROOT_PATH", "/team/notes", "/team/notes"),
    ("NOTES_ROOT_PATH", "/notes/", "/notes"),
]
"""variables, their text, and the value of the setting"""


def test_the_defaults_serve_the_tutorials_file_locally() -> None:
    settings = Settings()

    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url == "sqlite:///notes.db"
    assert settings.kept_changes == 10_000


@pytest.mark.parametrize(("variable", "text", "value"), SET)
def test_each_setting_has_a_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, value: object
) -> None:
    monkeypatch.setenv(variable, text)

    assert getattr(Settings(), variable.removeprefix("NOTES_").lower()) == value


def test_all_settings_are_tested_here() -> None:
    assert {variable for variable, *_ in SET} == {
        f"NOTES_{name}".upper() for name in Settings.model_fields
    }


def test_given_settings_override_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NOTES_PORT", "1")

    assert Settings(port=2).port == 2


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("NOTES_HOST", ""),
        ("NOTES_PORT", "-1"),
        ("NOTES_PORT", "65536"),
        ("NOTES_PORT", "http"),
        ("NOTES_BUSY_TIMEOUT", "-0.1"),
        ("NOTES_BUSY_TIMEOUT", "nan"),
        ("NOTES_POLL_INTERVAL", "0"),
        ("NOTES_POLL_INTERVAL", "0.25"),  # a foreign change has 250 ms to reach everyone
        ("NOTES_KEPT_CHANGES", "0"),
        ("NOTES_CACHE_MEGABYTES", "0"),
        ("NOTES_CACHE_MEGABYTES", "64 MB"),
        ("NOTES_CACHE_MEGABYTES", "1000001"),
        ("NOTES_TRASH_DAYS", "0"),
        ("NOTES_TRASH_DAYS", "36501"),
        ("NOTES_LARGEST_IMPORT", "0"),
        ("NOTES_RECONNECT_TIMEOUT", "0"),
        ("NOTES_LOG_LEVEL", "loud"),
        ("NOTES_LOG_FORMAT", "xml"),
        ("NOTES_CORS_ORIGINS", "a.test"),
        ("NOTES_CORS_ORIGINS", "https://a.test/"),  # no browser says it so
        ("NOTES_CORS_ORIGINS", "https://a.test/notes"),
        ("NOTES_CORS_ORIGINS", "https://a.test https://b.test"),
        ("NOTES_CORS_ORIGINS", "null"),
        ("NOTES_CORS_ORIGINS", '["https://a.test"'),
        ("NOTES_CORS_ORIGINS", '["https://a.test", 1]'),
        ("NOTES_ALLOWED_HOSTS", "https://a.test"),
        ("NOTES_ALLOWED_HOSTS", "a.test:8000"),
        ("NOTES_ALLOWED_HOSTS", "a.test b.test"),
        ("NOTES_ALLOWED_HOSTS", "a.*.test"),
        ("NOTES_ALLOWED_HOSTS", '["a.test"'),
    ],
)
def test_a_setting_out_of_bounds_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setenv(variable, text)

    with pytest.raises(ValidationError, match=variable.removeprefix("NOTES_").lower()):
        Settings()


def test_settings_do_not_change_under_a_running_application() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]


def test_each_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())
