"""By which names the server may be asked."""

import socket

import pytest

from api.http.hosts import allowed_hosts
from api.http.hosts.allowed_hosts import LONGEST, VERDICTS, AllowedHosts, name_in

OWN = socket.gethostname().lower()


@pytest.mark.parametrize(
    ("host", "name"),
    [
        (b"notes.test", "notes.test"),
        (b"Notes.Test.:8000", "notes.test"),
        (b"127.0.0.1:8000", "127.0.0.1"),
        (b"[::1]:8000", "::1"),
        (b"[::1]", "::1"),
        (b"[::1]evil.test", ""),
        (b"127.0.0.1:80evil.test", ""),
        (b"two names", ""),
        (b":8000", ""),
        (b"x" * (LONGEST + 1), ""),
    ],
)
def test_a_name_is_read_without_its_port(host: bytes, name: str) -> None:
    assert name_in(host) == name


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "localhost:8000", "LocalHost.", "notes.localhost"),
        *("127.0.0.1:8000", "192.168.1.7", "[::1]:8000", "[fe80::1]"),
        *(OWN, f"{OWN}:8000", f"{OWN.partition('.')[0]}.local"),
    ],
)
def test_addresses_and_this_machines_names_are_taken(host: str) -> None:
    assert AllowedHosts([]).take(host.encode())


@pytest.mark.parametrize(
    "host",
    [
        *("evil.test", "localhost.evil.test", "evillocalhost", "127.0.0.1.evil.test"),
        *("1.2.3", "[evil.test]", "evil.test:127.0.0.1", "\xff", ":8000"),
    ],
)
def test_other_names_and_malformed_addresses_are_refused(host: str) -> None:
    assert not AllowedHosts([]).take(host.encode("latin-1"))


def test_only_the_given_names_and_endings_are_accepted() -> None:
    hosts = AllowedHosts(["notes.example.org", "*.example.com"])

    assert hosts.take(b"Notes.Example.org:8000")
    assert hosts.take(b"a.b.example.com")
    for other in (b"example.org", b"my.notes.example.org", b"example.com", b"evilexample.com"):
        assert not hosts.take(other)
    assert not hosts.take(b"votes.example.org"), "only what is given with a star is an ending"


def test_all_are_taken_where_that_is_wanted() -> None:
    assert AllowedHosts(["*"]).take(b"any.test")


def test_verdicts_on_short_host_names_are_cached_within_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged: list[bytes] = []

    def judge(host: bytes) -> str:
        judged.append(host)
        return name_in(host)

    monkeypatch.setattr(allowed_hosts, "name_in", judge)
    hosts, long = AllowedHosts([]), b"x" * (LONGEST + 1)
    for host in (b"a.test", b"a.test", long, long):
        hosts.take(host)
    assert judged == [b"a.test", long, long], "whatever is sent, it is not kept"

    for number in range(VERDICTS):
        hosts.take(b"%d.test" % number)
    hosts.take(b"a.test")
    assert judged.count(b"a.test") == 2
