"""Registered programs (RFC 6749 4.4): secret, scopes, reach, time, revocation and pace, each asked at the door as a program would."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client

from qianxian.accounts import clients, commands, rules
from qianxian.accounts.models import ApiClient, ClientToken
from qianxian.accounts.rights import PERSONS_ALONE
from qianxian.config.api import ROOMS
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from tests.api.stage import DAY, OTHER_TOWN, SIBLING, VILLAGE
from tests.cast import COUNTY, DOUMEN_TOWN, SERVICE

pytestmark = pytest.mark.usefixtures("stage")
TOWN = DOUMEN_TOWN[:9]


@pytest.fixture(autouse=True)
def own_addresses(settings):
    """The whole product's addresses: programs use the API."""
    settings.ROOT_URLCONF = "qianxian.config.urls"


@pytest.fixture
def program(stage):
    """program(role, place, scopes, …) → (client, secret)."""

    def make(role="town_org_officer", place=DOUMEN_TOWN, scopes=(f"people:{TOWN}", f"organisations:{TOWN}"), pace=600, last=dt.date(2019, 12, 31)):
        return commands.register_client(title="区数据平台", responsible="区政数局 何工", role=role, division_code=place, scopes=list(scopes),
                                        calls_a_minute=pace, last=last, by=stage.acting("sec_admin"), on=DAY)  # fmt: skip

    return make


def ask(client: ApiClient, secret: str, **given):
    """The program asks for a token with HTTP Basic."""
    basic = base64.b64encode(f"{client.client_id}:{secret}".encode()).decode()
    body = "&".join(f"{k}={v}" for k, v in {"grant_type": "client_credentials", **given}.items())
    return Client().post("/oauth/token", body, content_type="application/x-www-form-urlencoded", headers={"Authorization": f"Basic {basic}"})


def token_of(client: ApiClient, secret: str, **given) -> str:
    answer = ask(client, secret, **given)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["access_token"]


def call(token: str, path: str, method: str = "GET", body=None, key: str = "program-0001"):
    headers = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if method == "POST" else {})}
    sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return Client().generic(method, f"/api/v1{path}", headers=headers, **sent)


def test_a_program_reads_in_its_scope_as_itself(program, stage):
    client, secret = program()
    answer = ask(client, secret)
    told = answer.json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 900)
    assert told["scope"] == f"people:{TOWN} organisations:{TOWN}"
    assert "no-store" in answer["Cache-Control"] and answer["Pragma"] == "no-cache"
    seen = {row["uuid"] for row in call(told["access_token"], "/people?limit=200").json()["items"]}
    assert str(stage.village.member.uuid) in seen
    assert str(stage.made["far"].member.uuid) not in seen


def test_the_secret_is_kept_as_a_hash_only(program):
    client, secret = program()
    token = token_of(client, secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM accounts_apiclient c UNION ALL SELECT row_to_json(t)::text FROM accounts_clienttoken t")
        kept = "".join(row[0] for row in cursor.fetchall())
    assert client.client_id in kept and secret not in kept and token not in kept


@pytest.mark.parametrize("wrong", ["", "x" * 43, "the id is right, the secret is not"])
def test_a_wrong_secret_is_refused(program, wrong):
    client, _secret = program()
    answer = ask(client, wrong)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer["WWW-Authenticate"].startswith("Basic")


def test_unknown_client_and_wrong_secret_answer_alike(program):
    client, secret = program()
    wrong = ask(client, "x").content
    client.client_id = "qx-0000000000000000"
    assert ask(client, secret).content == wrong


def test_guessing_is_stopped_before_the_secret_is_looked_at(program):
    client, secret = program()
    for _try in range(rules.LIMITS["client"].failures):
        assert ask(client, "x").status_code == 401
    stopped = ask(client, secret)
    assert stopped.status_code == 429 and int(stopped["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("scope", "granted"),
    [
        (f"people:{TOWN}", f"people:{TOWN}"),
        (f"people:{VILLAGE}", f"people:{VILLAGE}"),
        ("people:440403", None),
        (f"pay:{TOWN}", None),
        (f"people:{OTHER_TOWN}", None),
        ("people", None),
        ("people:*", None),
        (f"people:{TOWN}%20pay:{TOWN}", None),
    ],
)
def test_a_token_may_be_narrower_never_wider(program, scope, granted):
    client, secret = program()
    answer = ask(client, secret, scope=scope)
    assert answer.json().get("scope") == granted
    if granted is None:
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_a_narrow_token_reaches_no_further(program, stage):
    client, secret = program()
    token = token_of(client, secret, scope=f"people:{SIBLING}")
    assert call(token, f"/people/{stage.village.member.uuid}").status_code == 404
    assert call(token, f"/people/{stage.spare.member.uuid}").status_code == 200
    assert call(token, f"/people?scope={TOWN}&limit=200").json()["items"] != []
    assert str(stage.village.member.uuid) not in call(token, f"/people?scope={TOWN}&limit=200").content.decode()


def test_another_room_is_another_scope(program, stage):
    client, secret = program()
    token = token_of(client, secret, scope=f"people:{TOWN}")
    for path in ("/organisations", "/pay/runs", "/imports/batches", "/accounts", "/me", "/log", "/search?q=李", "/tasks"):
        answer = call(token, path)
        assert answer.status_code in (401, 403, 404), path
    answer = call(token, "/organisations")
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]


def test_the_role_decides_what_inside_the_scope(program, stage):
    client, secret = program(role="supervision_member", place=VILLAGE, scopes=[f"people:{VILLAGE}", f"centres:{VILLAGE}"])
    token = token_of(client, secret)
    assert call(token, "/people").status_code == 403
    assert call(token, "/centres").status_code == 200


def test_what_only_people_may_do_no_program_may(program, stage):
    client, secret = program(role="district_org_officer", place=COUNTY, scopes=["people:440403"])
    token = token_of(client, secret)
    body = {"field": "identity", "reason": "核对工资账号"}
    answer = call(token, f"/people/{stage.village.member.uuid}/reveal", "POST", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert not clients.Calling(client, ("people:440403",)).actor("people").permissions & {str(p) for p in PERSONS_ALONE}


def test_a_programs_write_stands_in_the_log_under_its_name(program, stage):
    client, secret = program(scopes=[f"divisions:{TOWN}"])
    token = token_of(client, secret)
    body = {"year": 2016, "source": "年报", "resident": 3000}
    assert call(token, f"/divisions/{VILLAGE}/populations", "POST", body).status_code == 201
    assert call(token, f"/divisions/{OTHER_TOWN}/populations", "POST", body, key="program-0002").status_code in (403, 404)
    bind(SERVICE)
    leaf = AuditLeaf.objects.filter(action="divisions.record_population").latest("id")
    assert (leaf.actor, leaf.role) == (f"client:{client.client_id}", "town_org_officer")
    acts = list(AuditLeaf.objects.filter(object_id=str(client.uuid)).order_by("id").values_list("action", "actor"))
    assert [a for a, _who in acts] == ["accounts.register_client", "accounts.issue_client_token"]
    assert acts[1][1] == f"client:{client.client_id}"


def test_a_token_runs_out(program):
    client, secret = program()
    token = token_of(client, secret)
    held = ClientToken.objects.get()
    assert held.expires_at - held.issued_at == dt.timedelta(seconds=900)
    with connection.cursor() as cursor:
        assert call(token, "/people").status_code == 200
        cursor.execute("UPDATE accounts_clienttoken SET expires_at = now() - interval '1 millisecond'")
    answer = call(token, "/people")
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("on", "status"), [(dt.date(2019, 4, 1), 200), (dt.date(2019, 4, 2), 401)])
def test_a_client_ends_after_its_last_day(program, on, status):
    from tests.api.stage import on_day

    client, secret = program(last=dt.date(2019, 4, 1))
    token = token_of(client, secret)
    on_day(on)
    assert call(token, "/people").status_code == status
    assert ask(client, secret).status_code == status


def test_revocation_ends_access_at_once(program, stage):
    client, secret = program()
    token = token_of(client, secret)
    assert call(token, "/people").status_code == 200
    commands.revoke_client(client=client, reason="系统下线", by=stage.acting("sec_admin"), on=DAY)
    assert call(token, "/people").status_code == 401
    assert ask(client, secret).status_code == 401


def test_a_new_secret_ends_the_old_one_and_its_tokens(program, stage):
    client, secret = program()
    token = token_of(client, secret)
    fresh = commands.renew_client_secret(client=client, by=stage.acting("sec_admin"), on=DAY)
    assert call(token, "/people").status_code == 401
    assert ask(client, secret).status_code == 401
    assert ask(client, fresh).status_code == 200


def test_each_program_has_its_own_pace(program):
    slow, slow_secret = program(pace=3)
    fast, fast_secret = program()
    token, other = token_of(slow, slow_secret), token_of(fast, fast_secret)
    answers = [call(token, "/people") for _call in range(4)]
    stopped = [a for a in answers if a.status_code == 429]
    # Three in the minute, the token itself included; a minute's end between two calls lets more through.
    assert stopped or [a.status_code for a in answers] == [200] * 4
    for answer in stopped:
        assert 1 <= int(answer["Retry-After"]) <= 60
        assert answer["Content-Type"] == "application/problem+json"
    assert call(other, "/people").status_code == 200


def test_the_pace_is_exact(program):
    client, _secret = program(pace=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(second FROM clock_timestamp()) > 57")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT pg_sleep(4)")
    assert [bool(clients.seconds_to_wait(client)) for _call in range(4)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("content", "kind", "error"),
    [
        ("grant_type=password&username=a&password=b", "application/x-www-form-urlencoded", "unsupported_grant_type"),
        ("scope=people:440403103", "application/x-www-form-urlencoded", "invalid_request"),
        ("grant_type=client_credentials&grant_type=client_credentials", "application/x-www-form-urlencoded", "invalid_request"),
        ("grant_type=client_credentials&client_secret=x", "application/x-www-form-urlencoded", "invalid_request"),
        ('{"grant_type": "client_credentials"}', "application/json", "invalid_request"),
    ],
)
def test_what_the_rfc_refuses(program, content, kind, error):
    client, secret = program()
    basic = base64.b64encode(f"{client.client_id}:{secret}".encode()).decode()
    answer = Client().post("/oauth/token", content, content_type=kind, headers={"Authorization": f"Basic {basic}"})
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert answer.json()["error_description"].isascii()


def test_credentials_in_the_body_work_and_in_the_address_do_not(program):
    client, secret = program()
    given = f"grant_type=client_credentials&client_id={client.client_id}&client_secret={secret}"
    form = "application/x-www-form-urlencoded"
    assert Client().post("/oauth/token", given, content_type=form).status_code == 200
    assert Client().post(f"/oauth/token?{given}", "grant_type=client_credentials", content_type=form).status_code == 401
    assert Client().get(f"/oauth/token?{given}").status_code == 405


@pytest.mark.parametrize("role", ["sys_admin", "sec_admin", "audit_admin", "member", "resident", "service", "nobody"])
def test_no_program_is_an_officer_or_a_person(program, role):
    with pytest.raises(RuleViolated) as refused:
        program(role=role, place=COUNTY, scopes=["people:440403"])
    assert [v.field for v in refused.value.violations] == ["role"]


def test_the_database_refuses_an_officer_too(program):
    client, _secret = program()
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="a_client_is_no_officer"), transaction.atomic():
        ApiClient.objects.filter(pk=client.pk).update(role="sec_admin")


def test_registering_names_every_fault(stage):
    with pytest.raises(RuleViolated) as refused:
        commands.register_client(title=" ", responsible="", role="town_org_officer", division_code=DOUMEN_TOWN,
                                 scopes=["people", f"accounts:{TOWN}", "people:440403"], calls_a_minute=0, last=DAY - dt.timedelta(days=1),
                                 by=stage.acting("sec_admin"), on=DAY)  # fmt: skip
    assert {v.code for v in refused.value.violations} == {"title", "responsible", "scope_form", "scope_room", "scope_place", "calls_a_minute", "last"}


def test_only_the_security_administrator_registers(stage):
    for role in ("district_org_officer", "sys_admin", "audit_admin", "town_org_officer"):
        with pytest.raises(NotPermitted):
            commands.register_client(title="甲", responsible="乙", role="town_org_officer", division_code=DOUMEN_TOWN, scopes=[f"people:{TOWN}"],
                                     calls_a_minute=1, last=DAY, by=stage.acting(role), on=DAY)  # fmt: skip


def test_every_room_of_the_api_can_be_named_but_people_and_frame():
    assert set(clients.rooms()) >= set(ROOMS) - {"accounts", "portal"}
    assert not {"accounts", "portal"} & set(clients.rooms())


def test_pages_show_the_secret_once(stage, client, settings):
    from tests.matrix.people import browser

    browse = browser(stage.users["sec_admin"])
    given = {"title": "区数据平台", "responsible": "区政数局", "role": "town_org_officer", "division_code": DOUMEN_TOWN,
             "scopes": f"people:{TOWN}\norganisations:{TOWN}", "calls_a_minute": 60, "last": "2019-12-31"}  # fmt: skip
    shown = browse.post("/accounts/clients/register/", given)
    assert shown.status_code == 200
    secret = shown.content.decode().split("data-secret>")[1].split("<")[0]
    made = ApiClient.objects.get()
    assert ask(made, secret).status_code == 200
    listed = browse.get("/accounts/clients/").content.decode()
    assert made.client_id in listed and secret not in listed
    assert browse.post(f"/accounts/clients/{made.uuid}/revoke/", {"reason": "下线"}).status_code == 302
    assert ask(made, secret).status_code == 401


def test_rules_of_scopes():
    assert rules.scope_parts("pay:440403103") == ("pay", "440403103")
    for wrong in ("pay", "pay:", "pay:4404", "PAY:440403", "pay:440403 ", "pay:440403\n", ":440403", "pay:4404031030"):
        assert rules.scope_parts(wrong) == ("", ""), wrong
    assert rules.narrowed_scopes("", ["pay:440403"]) == ["pay:440403"]
    assert rules.narrowed_scopes("pay:440403103 pay:440403103", ["pay:440403"]) == ["pay:440403103"]
    assert rules.narrowed_scopes("pay:440402", ["pay:440403"]) is None


def test_the_answer_to_a_registration_says_number_and_secret(stage, client):
    """Its number was empty: who registered by the API could not ask for a token without looking it up."""
    from tests.matrix.people import browser

    given = {"title": "区数据平台", "responsible": "区政数局", "role": "town_org_officer", "division_code": DOUMEN_TOWN,
             "scopes": [f"people:{TOWN}"], "calls_a_minute": 60, "last": "2019-12-31"}  # fmt: skip
    answer = browser(stage.users["sec_admin"]).post("/api/v1/clients", given, content_type="application/json", headers={"Idempotency-Key": "clients-0001"})
    told, made = answer.json(), ApiClient.objects.get()
    assert (answer.status_code, told["number"]) == (201, made.client_id)
    assert ask(made, told["secret"]).status_code == 200
