"""Asking outside addresses whether they answer: politely, bounded, never inside our network."""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

Network = IPv4Network | IPv6Network
OK = "ok"
AT_ONCE = 8  # hosts; each of them gets one request at a time
ADDRESSES = 4  # of one host, tried in turn
GONE = (404, 410)
# The site answers, but not to programs: a person may well get in.
ONLY_FOR_PEOPLE = (401, 403, 429)
# What httpx raises for what is no address, or has a host that is no name in any alphabet.
UNREADABLE = (httpx.InvalidURL, UnicodeError)
# Addresses that carry an IPv4 address within: a gateway would lead to it.
_GATEWAYS = tuple(ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"))


@dataclass(frozen=True)
class Manners:
    """How addresses are asked; `allowed` are networks let in though they are not public."""

    agent: str
    seconds: float = 30  # for one address in all, redirects included
    pause: float = 1  # seconds between two requests to a host
    redirects: int = 5
    allowed: Sequence[Network] = ()


class NotPublic(httpx.RequestError):
    """The address leads into a private network, or to this machine."""


def checked(
    urls: Iterable[str], manners: Manners, note: Callable[[str, str], None] = lambda *_: None
) -> dict[str, str]:
    """Ask each address: "ok" or a code of link_problem; `note` hears of each as it is known."""
    return asyncio.run(_checked(urls, manners, note))


async def _checked(
    urls: Iterable[str], manners: Manners, note: Callable[[str, str], None]
) -> dict[str, str]:
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    found: dict[str, str] = {}
    turn = asyncio.Semaphore(AT_ONCE)

    async def ask(own: Sequence[str]) -> None:
        async with turn:
            for number, url in enumerate(own):
                if number:
                    await asyncio.sleep(manners.pause)
                found[url] = await _status(client, url, manners)
                note(url, found[url])

    async with (
        httpx.AsyncClient(
            transport=PublicOnly(manners.allowed),
            headers={"User-Agent": manners.agent},
            timeout=manners.seconds,
            follow_redirects=True,
            max_redirects=manners.redirects,
            trust_env=False,  # a proxy would look up names for us, and find what it likes
        ) as client,
        asyncio.TaskGroup() as group,
    ):
        for own in by_host.values():
            group.create_task(ask(own))
    return found


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host
    except UNREADABLE:
        return ""


async def _status(client: httpx.AsyncClient, url: str, manners: Manners) -> str:
    try:
        async with asyncio.timeout(manners.seconds):
            code = await _answer(client, "HEAD", url)
            if code >= 400:  # some sites know GET only
                code = await _answer(client, "GET", url)
    except NotPublic:
        return "not_public"
    except (httpx.UnsupportedProtocol, *UNREADABLE):
        return "not_public"
    except (httpx.TooManyRedirects, httpx.RemoteProtocolError):
        return "broken"
    except httpx.HTTPError as error:
        return "certificate" if _is_certificate(error) else "no_answer"
    except TimeoutError:
        return "no_answer"
    if code < 400 or code in ONLY_FOR_PEOPLE:
        return OK
    return "gone" if code in GONE else "broken"


async def _answer(client: httpx.AsyncClient, method: str, url: str) -> int:
    # The body is never read, however large it is: leaving the block hangs up.
    async with client.stream(method, url) as response:
        return response.status_code


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


class PublicOnly(httpx.AsyncBaseTransport):
    """Connects to public addresses only, to the very address that was looked at.

    Redirects come through here too. No connection is kept: two hosts may share an address.
    """

    def __init__(self, allowed: Sequence[Network] = ()) -> None:
        self._allowed = allowed
        self._inner = httpx.AsyncHTTPTransport(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Look up the host once, refuse what is not public, connect to what was found."""
        if request.url.scheme not in ("http", "https"):
            raise httpx.UnsupportedProtocol(request.url.scheme, request=request)
        host = request.url.raw_host.decode("ascii").strip("[]")
        found = await _looked_up(host, request)
        if not all(is_public(each, self._allowed) for each in found):
            raise NotPublic(f"{host} is not public", request=request)
        for address in found[:-1]:
            try:
                return await self._sent(request, host, address)
            except httpx.ConnectError:
                continue  # of several addresses, one may be unknown to this network
        return await self._sent(request, host, found[-1])

    async def _sent(self, request: httpx.Request, host: str, address: str) -> httpx.Response:
        # The request itself stays as it is: redirects are read against its address.
        return await self._inner.handle_async_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    async def aclose(self) -> None:
        """Close what is open."""
        await self._inner.aclose()


async def _looked_up(host: str, request: httpx.Request) -> list[str]:
    try:
        rows = await asyncio.get_running_loop().getaddrinfo(host, request.url.port, type=1)
    except (OSError, OverflowError, UnicodeError) as error:
        raise httpx.ConnectError(f"{host} is not known", request=request) from error
    return list(dict.fromkeys(str(row[4][0]) for row in rows))[:ADDRESSES]


def is_public(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Tell whether an IP address lies on the public internet, or in an allowed network."""
    found = ip_address(address)
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if any(found in network for network in allowed):
        return True
    gateway = any(found in network for network in _GATEWAYS)
    return found.is_global and not found.is_multicast and not gateway
