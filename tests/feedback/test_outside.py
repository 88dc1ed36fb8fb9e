"""Outside addresses are asked politely, and never one inside our own network."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services_app.feedback.outside import Manners, checked, is_public
from services_app.taxonomies.reports import LINK_PROBLEMS
from tests.feedback.outside_site import HERE, Site, manners, outside_site


@pytest.fixture
def site() -> Iterator[Site]:
    """An outside site."""
    with outside_site() as found:
        yield found


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("200", "ok"),
        ("204", "ok"),
        ("302/200", "ok"),
        ("301/302/200", "ok"),
        ("get-only", "ok"),
        ("401", "ok"),
        ("403", "ok"),
        ("429", "ok"),
        ("299", "ok"),
        ("404", "gone"),
        ("410", "gone"),
        ("302/404", "gone"),
        ("500", "broken"),
        ("400", "broken"),
        ("302/" * 9 + "200", "broken"),
        ("noise", "broken"),
        ("302/ftp://example.org/", "not_public"),
        ("302/http://xn--0000h.example/", "not_public"),
    ],
)
def test_each_answer_has_its_status(path: str, status: str, site: Site) -> None:
    url = f"{site.url}/{path}"
    assert checked([url], manners()) == {url: status}


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_a_site_that_takes_too_long_is_given_up(path: str, site: Site) -> None:
    url = f"{site.url}/{path}"
    assert checked([url], manners(seconds=0.5)) == {url: "no_answer"}


def test_a_closed_port_is_no_answer() -> None:
    with outside_site() as site:
        url = f"{site.url}/200"
    assert checked([url], manners()) == {url: "no_answer"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("xn--0000h.example", "not_public"),
        ("xn--a.example", "not_public"),
        ("a:port", "not_public"),
        ("127.0.0.1:99999999999999999999", "no_answer"),
    ],
)
def test_an_address_that_leads_nowhere_stops_no_other(host: str, status: str, site: Site) -> None:
    wrong, right = f"http://{host}/", f"{site.url}/200"
    assert checked([wrong, right], manners()) == {wrong: status, right: "ok"}


def test_a_site_without_the_certificate_that_it_claims_is_told_apart(site: Site) -> None:
    url = f"{site.url}/200".replace("http://", "https://")
    assert checked([url], manners()) == {url: "certificate"}


def test_a_host_is_asked_one_thing_at_a_time_by_a_name_of_ours(site: Site) -> None:
    urls = [f"{site.url}/{200 + number}" for number in range(6)]
    heard: list[str] = []
    found = checked(
        urls, manners(agent="Us (+http://us.example)"), lambda url, _: heard.append(url)
    )
    assert set(found.values()) == {"ok"}
    assert (site.most, heard) == (1, urls)
    assert site.agents == {"Us (+http://us.example)"}


def test_head_comes_first_and_get_only_where_it_is_refused(site: Site) -> None:
    checked([f"{site.url}/200"], manners())
    checked([f"{site.url}/get-only"], manners())
    assert site.asked == [("HEAD", "/200"), ("HEAD", "/get-only"), ("GET", "/get-only")]


PRIVATE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "::",
    "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:a00:1::1", "192.0.2.1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_by_default(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_and_allowed_networks_pass() -> None:
    for address in ("8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"):
        assert is_public(address)
    assert is_public("127.0.0.1", HERE)
    assert is_public("::ffff:127.0.0.1", HERE)
    assert not is_public("127.0.0.2", HERE)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_a_private_address_is_refused_however_it_is_written(address: object) -> None:
    assert not is_public(str(address))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(str(ip_network("64:ff9b::/96")[int(ip_address(str(address)))]))


HOSTS = [
    "127.0.0.1", "localhost", "10.0.0.1", "[::1]", "169.254.169.254", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "2130706433", "0x7f000001", "127.1", "0",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_inside_is_ever_asked(host: str, site: Site) -> None:
    port = site.url.rpartition(":")[2]
    url = f"http://{host}:{port}/200"
    assert checked([url], Manners(agent="test", pause=0)) == {url: "not_public"}
    assert site.asked == []


INSIDE = [
    "10.0.0.1", "[::1]", "169.254.169.254", "127.0.0.2", "[::ffff:10.0.0.1]", "0", "0x7f000002",
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_a_redirect_to_the_inside_is_not_followed(host: str, site: Site) -> None:
    port = site.url.rpartition(":")[2]
    url = f"{site.url}/302/http://{host}:{port}/200"
    assert checked([url], manners()) == {url: "not_public"}
    assert {path for _, path in site.asked} == {url.removeprefix(site.url)}


NO_ADDRESSES = [
    "", "http://", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "http://[",
    "http://a b/", "//example.org", "mailto:a@example.org", "http://\u2603\u2603..example/",
    "http://x:99999/", "gopher://127.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_web_address_is_never_asked(url: str) -> None:
    assert checked([url], manners())[url] in LINK_PROBLEMS
