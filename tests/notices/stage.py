"""Accounts that want messages, and the other side of the network: a robot on https and a mail server, both on this machine and both real.

The product has no setting for a local robot. A test puts the name's look-up and the dialling elsewhere; everything between them (the
address, its check, TLS with the name's certificate, the request) is the product's own.
"""

from __future__ import annotations

import datetime as dt
import http.server
import ipaddress
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from qianxian.accounts import commands as accounts
from qianxian.accounts.models import User
from qianxian.accounts.queries import actor_for
from qianxian.divisions import commands as divisions
from qianxian.divisions.models import County
from qianxian.foundation.actor import Actor
from qianxian.foundation.clock import SHANGHAI
from qianxian.foundation.reach import bind
from qianxian.notices import commands, endpoints
from qianxian.notices.models import NoticePreference
from tests.cast import DOUMEN_TOWN, SERVICE, divisions_file

HOST, PUBLIC = "robot.example.org", "93.184.216.34"
ADDRESS, SECRET = f"https://{HOST}/hook/k3y-of-the-robot", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
DAY = dt.date(2019, 3, 20)
WEDNESDAY = dt.date(2019, 3, 20)


def at(hour: int, minute: int = 0, day: dt.date = WEDNESDAY) -> dt.datetime:
    """A moment of the county's clock."""
    return dt.datetime.combine(day, dt.time(hour, minute), SHANGHAI)


def opened() -> None:
    """The county, once."""
    bind(SERVICE)
    if not County.objects.exists():
        divisions.open_county(divisions_json=divisions_file(), by=SERVICE, is_example=True, example_day=DAY)


def account(login: str = "liming", role: str = "town_org_officer", code: str = DOUMEN_TOWN, email: str = "") -> tuple[User, Actor]:
    """An account with one role, and its actor."""
    opened()
    user = accounts.open_account(login=login, name="黎明", first=dt.date(2019, 1, 1), password="只在测试里用的口令2019", email=email, by=SERVICE, on=DAY).user
    grant = accounts.grant_role(user=user, role=role, division_code=code, first=dt.date(2019, 1, 1), by=SERVICE, on=DAY)
    return user, actor_for(grant, DAY)


def listening(login: str = "liming", at_once: bool = True, **more) -> NoticePreference:
    """An account that is reminded by a webhook."""
    user, by = account(login, **more)
    return commands.choose_notices(account=user, channel="webhook", at_once=at_once, address=ADDRESS, secret=SECRET, by=by)


@dataclass
class Robot:
    """What the other side got, and what it answers next."""

    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    on_post: Callable[[], None] | None = None


def _certificate(folder: Path) -> Path:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = folder / "robot.pem"
    plain = serialization.NoEncryption()
    pem.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(serialization.Encoding.PEM))
    return pem


@contextmanager
def robot(monkeypatch, folder: Path, names: dict[str, list[str]] | None = None) -> Iterator[Robot]:
    """A robot that listens on https; ``names`` says what each look-up answers, one after the other, the last one for good."""
    told, pem = Robot(), _certificate(folder)

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            status, said = told.answers.pop(0) if told.answers else (200, b'{"errcode": 0}')
            if told.on_post:
                told.on_post()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "https://inside.example.org/")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *given) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    server.handle_error = lambda *given: None  # somebody hung up on it: that is a test
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known = {name: list(found) for name, found in ({HOST: [PUBLIC]} if names is None else names).items()}

    def looked_up(host, port, *given, **more):
        found = known.get(host)
        if not found:
            raise socket.gaierror("no such name")
        address = found.pop(0) if len(found) > 1 else found[0]
        return [(socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in address.split(",")]

    def dialled(address: str) -> socket.socket:
        told.dialled.append(address)
        return socket.socket() if not address else _to(server.server_address[1])

    monkeypatch.setattr(endpoints.socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(endpoints, "dial", dialled)
    monkeypatch.setattr(endpoints, "trust", lambda: ssl.create_default_context(cafile=str(pem)))
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def _to(port: int) -> socket.socket:
    made = socket.socket()
    made.settimeout(endpoints.SECONDS)
    made.connect(("127.0.0.1", port))
    return made


class _Mail(socketserver.StreamRequestHandler):
    """As much of SMTP as a letter needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline().strip():
            word = line.upper()[:4]
            if word == b"RCPT" and b"nobody@" in line:
                self.wfile.write(b"550 no such box\r\n")
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    letter += part
                self.server.letters.append(letter)
                self.wfile.write(b"250 taken\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


@contextmanager
def mail_server(settings) -> Iterator[list[bytes]]:
    """A mail server; the letters that it got."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail)
    server.letters, server.daemon_threads = [], True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.server_address[1], False
    settings.DEFAULT_FROM_EMAIL = "qianxian@doumen.example"
    try:
        yield server.letters
    finally:
        server.shutdown()
        server.server_close()
