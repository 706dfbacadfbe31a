"""One POST to a robot's address over the network: https only, to a public address that was looked up once, without redirects, within seconds.

The name is looked up once and the connection made to the address that was found, so that a name which answers differently the next time
(DNS rebinding) leads nowhere else. Addresses inside houses and clouds (private, loopback, link-local, …) are refused whatever the name says.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

PORT = 443
SECONDS, SECONDS_IN_ALL = 5, 15
LONGEST_ANSWER = 64 * 1024
LONGEST_ADDRESS = 500


class Unreachable(Exception):
    """Nothing was delivered; ``code`` says why, ``for_good`` that trying again is of no use."""

    def __init__(self, code: str, *, for_good: bool = False):
        self.code, self.for_good = code, for_good
        super().__init__(code)


@dataclass(frozen=True)
class Answer:
    """What the other side said."""

    status: int
    body: bytes


def host_of(address: str) -> str:
    """The name in an https address that may be kept: plain signs, a name with a dot, port 443, nobody's password. Empty where it is none."""
    if not address.isascii() or not address.isprintable() or " " in address or len(address) > LONGEST_ADDRESS:
        return ""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port or PORT
    except ValueError:
        return ""
    if parts.scheme != "https" or port != PORT or parts.username or parts.password or parts.fragment or "." not in host:
        return ""
    # A number is no name: it has no certificate, and is how one points into a house.
    return "" if host.rsplit(".", 1)[-1].isdigit() or ":" in host or not set(host) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") else host


def is_public(address: str) -> bool:
    """Whether an address lies in the open network: neither itself nor what it carries within (IPv4 in IPv6) is anybody's own."""
    found = ipaddress.ip_address(address.split("%")[0])
    if found.version == 6:
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo or (None,))[0]
        if inside is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inside = ipaddress.ip_address(int(found) & 0xFFFFFFFF)
        if inside is not None and not inside.is_global:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def looked_up(host: str) -> str:
    """The address to connect to. One look-up; refused where any of its answers is not public, so that nobody mixes one in."""
    try:
        found = [row[4][0] for row in socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unreachable("no_such_name") from None
    if not found or not all(is_public(str(address)) for address in found):
        raise Unreachable("not_public", for_good=True)
    return str(found[0])


def dial(address: str) -> socket.socket:
    """A connection to the address itself."""
    return socket.create_connection((address, PORT), timeout=SECONDS)


def trust() -> ssl.SSLContext:
    """The machine's own list of authorities; the certificate must be the name's."""
    return ssl.create_default_context()


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address that was found, and asks the name's certificate of it."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(host, PORT, timeout=SECONDS)
        self.address = address

    def connect(self) -> None:
        self.sock = trust().wrap_socket(dial(self.address), server_hostname=self.host)
        self.sock.settimeout(SECONDS)


def post(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """The answer, at most its first 64 kB. Raises Unreachable; never follows a redirect, never takes longer than a quarter of a minute."""
    host = host_of(address)
    if not host:
        raise Unreachable("bad_address", for_good=True)
    connection = _Pinned(host, looked_up(host))
    watch = threading.Timer(SECONDS_IN_ALL, _hang_up, [connection])
    watch.daemon = True
    watch.start()
    parts = urlsplit(address)
    try:
        connection.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, {"Content-Type": "application/json; charset=utf-8", **headers})
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(LONGEST_ANSWER))
    except TimeoutError:
        raise Unreachable("timeout") from None
    except ssl.SSLError:
        raise Unreachable("certificate") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Unreachable("no_connection") from None
    finally:
        watch.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPSConnection) -> None:
    """A side that sends a letter a minute is not waited for."""
    try:
        connection.sock.shutdown(socket.SHUT_RDWR)
    except (OSError, AttributeError):
        return
