"""Single sign-on against a small provider on this machine: links by login, creates nobody, still asks the code."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from qianxian.accounts.models import User
from tests import cast
from tests.accounts.conftest import bind_phone


def part(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.fixture
def provider(settings, county, monkeypatch):
    """A provider that says whoever ``login`` names; allauth trusts the token endpoint it called itself."""
    told = {"login": "zhaobk"}

    class Provider(BaseHTTPRequestHandler):
        def answer(self, value):
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path.startswith("/.well-known/"):
                names = ("authorization", "token", "userinfo")
                self.answer({"issuer": issuer, "jwks_uri": f"{issuer}/jwks", **{f"{n}_endpoint": f"{issuer}/{n}" for n in names}})
            else:
                self.answer({"sub": "7", "preferred_username": told["login"]})

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            claims = {"iss": issuer, "aud": "qianxian", "sub": "7", "iat": int(time.time()), "exp": int(time.time()) + 60}
            self.answer(
                {"access_token": "a", "token_type": "Bearer", "id_token": f"{part({'alg': 'RS256', 'typ': 'JWT'})}.{part(claims)}.c2ln"}
            )

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {"provider_id": "sso", "name": "粤政易", "client_id": "qianxian", "secret": "s", "settings": {"server_url": issuer}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    monkeypatch.setitem(registry.provider_map, OpenIDConnectProvider.id, OpenIDConnectProvider)  # the settings install it where an issuer is set
    yield told
    server.shutdown()
    server.server_close()


def sign_on(client):
    start = client.post("/login/sso/start/?next=/workbench/")
    asked = parse_qs(urlsplit(start["Location"]).query)
    assert asked["redirect_uri"] == ["http://testserver/login/sso/callback/"] and asked["code_challenge_method"] == ["S256"]
    return client.get("/login/sso/callback/", {"code": "c", "state": asked["state"][0]})


def test_the_button_shows_only_where_a_provider_is_set(client, county, settings):
    assert "/login/sso/" not in client.get("/login/").content.decode()
    assert client.post("/login/sso/start/").status_code == client.get("/login/sso/callback/").status_code == 404


def test_the_claim_links_to_our_login(client, provider, town_officer):
    assert "用粤政易登录" in client.get("/login/").content.decode()
    assert sign_on(client)["Location"] == "/workbench/"
    assert client.get("/").content.decode().startswith("zhaobk|town_org_officer|")


def test_a_required_code_is_asked_here_as_well(client, provider, opened):
    bind_phone(opened("linyf", ("finance_bureau", cast.COUNTY), name="林艳芳"))
    provider["login"] = "linyf"
    assert sign_on(client)["Location"] == "/login/code/"
    assert client.get("/").status_code == 302


def test_nobody_is_ever_created(client, provider, town_officer):
    provider["login"] = "stranger"
    users = User.objects.count()
    assert sign_on(client)["Location"] == "/login/"
    assert "没有可用的账号" in client.get("/login/").content.decode()
    assert User.objects.count() == users


def test_a_forged_answer_is_refused(client, provider, town_officer):
    client.post("/login/sso/start/")
    assert client.get("/login/sso/callback/", {"code": "c", "state": "forged"})["Location"] == "/login/"
    assert client.get("/").status_code == 302
