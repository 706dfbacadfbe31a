"""Login, doors and pages: one happy and one refused path each, and what an attacker would try."""

import datetime as dt

import pyotp
import pytest
from django.db.models.functions import Now
from django.test import Client

from qianxian.accounts import commands, queries, rules
from qianxian.accounts.models import LoginAttempt, OpenSession, SecondFactor, SecondFactorReset, User
from qianxian.divisions.models import County, Division
from tests import cast
from tests.accounts.conftest import FIRST, ON, PASSWORD, bind_phone


def text(response) -> str:
    return response.content.decode()


def ago(**more):
    return Now() - dt.timedelta(**more)


def test_a_login_acts_in_its_one_role_within_reach(client, town_officer, logged_in):
    answer = client.post("/login/?next=/workbench/", {"login": "ZhaoBK", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/workbench/")
    assert text(client.get("/")) == "zhaobk|town_org_officer|440403103|2019-12-16|"
    assert text(client.get("/?on=2019-05-01&scope=440403103201")).endswith("|2019-05-01|440403103201")
    assert text(client.get("/?on=yesterday&scope=440403107")).endswith("|2019-12-16|")


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "/login/role/", "javascript:alert(1)"])
def test_login_never_leads_away(client, town_officer, target):
    answer = client.post(f"/login/?next={target}", {"login": "zhaobk", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_unknown_wrong_and_locked_answer_alike(client, town_officer):
    wrong = client.post("/login/", {"login": "zhaobk", "password": "no"})
    unknown = client.post("/login/", {"login": "nobody", "password": "no"})
    assert wrong.status_code == unknown.status_code == 422
    assert "登录名或密码不对" in text(wrong) and "登录名或密码不对" in text(unknown)
    for login in ("zhaobk", "nobody"):
        answers = [client.post("/login/", {"login": login, "password": "no"}) for _ in range(6)]
        assert "试的次数太多" in text(answers[-1])


def test_an_unknown_login_costs_a_hash_too(client, town_officer, monkeypatch):
    hashed = []
    from qianxian.accounts import logging_in

    real = logging_in.check_password
    monkeypatch.setattr(
        logging_in, "check_password", lambda password, encoded, **kw: hashed.append(encoded) or real(password, encoded, **kw)
    )
    client.post("/login/", {"login": "nobody", "password": "no"})
    client.post("/login/", {"login": "zhaobk", "password": "no"})
    assert len(hashed) == 2 and all(hashed)


def test_after_five_failures_nothing_is_hashed(client, town_officer, monkeypatch):
    from qianxian.accounts import logging_in

    for _ in range(5):
        client.post("/login/", {"login": "zhaobk", "password": "no"})
    monkeypatch.setattr(logging_in, "right_password", lambda *a: pytest.fail("a password was hashed"))
    for _ in range(20):
        assert client.post("/login/", {"login": "zhaobk", "password": PASSWORD}).status_code == 422
    monkeypatch.undo()
    LoginAttempt.objects.update(at=ago(minutes=16))
    assert client.post("/login/", {"login": "zhaobk", "password": PASSWORD}).status_code == 302


def test_strangers_cannot_lock_out_a_known_browser(client, town_officer, logged_in):
    logged_in(town_officer)
    client.post("/logout/")
    for n in range(rules.LIMITS["account"].failures + 5):
        Client(REMOTE_ADDR=f"10.0.0.{n}").post("/login/", {"login": "zhaobk", "password": "no"})
    stranger = Client(REMOTE_ADDR="10.0.9.9").post("/login/", {"login": "zhaobk", "password": PASSWORD})
    assert "试的次数太多" in text(stranger)
    for _ in range(6):  # even from the office's own address
        Client().post("/login/", {"login": "zhaobk", "password": "no"})
    assert client.post("/login/", {"login": "zhaobk", "password": PASSWORD}).status_code == 302


def test_a_role_that_requires_it_binds_a_phone_first(client, opened):
    opened("linyf", ("finance_bureau", cast.COUNTY), name="林艳芳")
    assert client.post("/login/", {"login": "linyf", "password": PASSWORD})["Location"] == "/login/enrol/"
    assert client.get("/")["Location"].startswith("/login/")
    page = client.get("/login/enrol/")
    secret = client.session["enrol_secret"]
    assert pyotp.TOTP(secret).now() in text(page) and "data:image/svg+xml" in text(page)
    assert client.post("/login/enrol/", {"code": "000000"}).status_code in (422, 200)
    codes = client.post("/login/enrol/", {"code": pyotp.TOTP(secret).now()})
    assert "只显示这一次" in text(codes)
    assert text(client.get("/")).startswith("linyf|finance_bureau|")


def test_the_second_factor_and_a_recovery_code(client, opened):
    user = opened("linyf", ("finance_bureau", cast.COUNTY), name="林艳芳")
    secret = bind_phone(user)
    recovery = commands.renew_recovery_codes(user=user, by=queries.actor_of_login("linyf", on=ON), on=ON)[0]
    assert client.post("/login/", {"login": "linyf", "password": PASSWORD})["Location"] == "/login/code/"
    assert client.get("/")["Location"].startswith("/login/")
    assert pyotp.TOTP(secret).now() in text(client.get("/login/code/"))
    assert client.post("/login/code/", {"code": "", "recovery": ""}).status_code == 422
    assert client.post("/login/code/", {"code": pyotp.TOTP(secret).now()}).status_code == 302
    client.post("/logout/")
    for status in (302, 422):
        client.post("/login/", {"login": "linyf", "password": PASSWORD})
        assert client.post("/login/code/", {"recovery": recovery}).status_code == status
        client.post("/logout/")


def test_codes_are_counted_too_and_a_real_county_never_shows_one(client, opened):
    user = opened("linyf", ("finance_bureau", cast.COUNTY), name="林艳芳")
    secret = bind_phone(user)
    County.objects.update(is_example=False, example_day=None)
    client.post("/login/", {"login": "linyf", "password": PASSWORD})
    assert pyotp.TOTP(secret).now() not in text(client.get("/login/code/"))
    for _ in range(5):
        client.post("/login/code/", {"code": "000000"})
    assert "试的次数太多" in text(client.post("/login/code/", {"code": pyotp.TOTP(secret).now()}))


def test_two_roles_one_at_a_time(client, opened, logged_in):
    both = opened("liangyw", ("town_org_officer", cast.DOUMEN_TOWN), ("village_secretary", "440403103201"), name="梁雅文")
    logged_in(both)
    assert client.get("/")["Location"].startswith("/login/role/")
    town, village = both.grants.order_by("id")
    assert client.post("/login/role/", {"grant": str(village.uuid)}).status_code == 302
    assert "|village_secretary|440403103201|" in text(client.get("/"))
    client.post("/login/role/", {"grant": str(town.uuid)})
    assert "|town_org_officer|440403103|" in text(client.get("/"))


def test_somebody_elses_role_cannot_be_chosen(client, opened, town_officer, logged_in):
    logged_in(opened("liangyw", ("village_secretary", "440403103201"), name="梁雅文"))
    assert client.post("/login/role/", {"grant": str(town_officer.grants.get().uuid)}).status_code == 422
    assert "|village_secretary|" in text(client.get("/"))


def test_without_a_role_one_reads_whom_to_ask(client, opened, logged_in):
    logged_in(opened("limq", name="李妙琼"))
    assert "还没有角色" in text(client.get("/", follow=True))


def test_the_third_login_ends_the_first(town_officer, logged_in):
    browsers = [logged_in(town_officer, Client()) for _ in range(3)]
    ended = browsers[0].get("/")
    assert ended.status_code == 401 and "已经结束" in text(ended)
    assert browsers[0].get("/").status_code == 302
    assert [b.get("/").status_code for b in browsers[1:]] == [200, 200]


def test_a_leavers_cookie_is_worth_nothing(client, town_officer, logged_in):
    logged_in(town_officer)
    commands.end_access(user=town_officer, by=cast.SERVICE, on=ON, reason="退休")
    answer = client.get("/")
    assert answer.status_code == 401 and "已停用" in text(answer)
    assert "已停用" in text(client.post("/login/", {"login": "zhaobk", "password": PASSWORD}))
    assert client.get("/")["Location"].startswith("/login/")


@pytest.mark.parametrize("field, minutes, word", [("seen_at", 16, "15 分钟"), ("started_at", 481, "8 小时")])
def test_idle_and_absolute_limits(client, town_officer, logged_in, field, minutes, word):
    logged_in(town_officer)
    OpenSession.objects.update(**{field: ago(minutes=minutes)})
    answer = client.get("/")
    assert answer.status_code == 401 and word in text(answer)
    assert not OpenSession.objects.exists()


def test_an_ended_grant_asks_for_another_role(client, town_officer, logged_in):
    logged_in(town_officer)
    commands.end_grant(grant=town_officer.grants.get(), by=cast.SERVICE, on=ON)
    assert client.get("/")["Location"].startswith("/login/role/")


def test_a_required_second_factor_cannot_be_walked_round(client, town_officer, logged_in):
    logged_in(town_officer)
    town_officer.grants.update(role="finance_bureau", division_code=cast.COUNTY)
    answer = client.get("/")
    assert answer.status_code == 401 and "动态验证码" in text(answer)


def test_a_first_password_must_be_changed(client, county):
    done = commands.open_account(login="wangxy", name="王小雨", first=FIRST, by=cast.SERVICE, on=ON)
    commands.grant_role(user=done.user, role="town_org_officer", division_code=cast.DOUMEN_TOWN, first=FIRST, by=cast.SERVICE, on=ON)
    client.post("/login/", {"login": "wangxy", "password": done.password})
    assert client.get("/")["Location"].startswith("/me/password/")
    assert client.post("/me/password/", {"old": done.password, "new": "short"}).status_code == 422
    assert client.post("/me/password/", {"old": done.password, "new": "一个很长的新密码2020"}).status_code == 302
    assert client.get("/").status_code == 200


def test_a_failing_page_leaves_nothing_written(client, county):
    client.raise_request_exception = False
    for address in ("/fails/", "/fails/?raise=1"):
        assert client.get(address).status_code in (500, 503)
    assert not LoginAttempt.objects.exists()


def test_a_token_opens_the_api_alone(client, town_officer):
    _token, raw = commands.issue_api_token(
        grant=town_officer.grants.get(), label="报表", days=30, by=queries.actor_of_login("zhaobk", on=ON), on=ON
    )
    assert client.get("/", headers={"authorization": f"Bearer {raw}"}).status_code == 302
    refused = client.get("/api/v1/x", headers={"authorization": "Bearer qx_guess"})
    assert refused.status_code == 401 and refused["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/x", headers={"authorization": f"Bearer {raw}"}).status_code == 404


PAGES = ["/accounts/", "/accounts/open/", "/accounts/deputies/", "/accounts/deputies/appoint/", "/accounts/export/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_register_is_the_security_administrators(client, town_officer, logged_in, page):
    logged_in(town_officer)
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", [*PAGES, "/accounts/roles/", "/me/", "/me/password/", "/me/tokens/", "/login/role/"])
def test_pages_open(client, security_officers, town_officer, logged_in, page):
    bind_phone(security_officers[0])
    answer = logged_in(security_officers[0]).get(page)
    assert answer.status_code == 200


def test_one_account_from_opening_to_leaving_on_pages(client, security_officers, logged_in):
    bind_phone(security_officers[0])
    logged_in(security_officers[0])
    shown = client.post("/accounts/open/", {"login": "wangxy", "name": "王小雨", "first": "2019-12-16"})
    assert "只显示这一次" in text(shown)
    Division.objects.create(code=cast.DOUMEN_TOWN, name="斗门镇", official_name="斗门镇", kind="town", valid=(FIRST, None))
    user = User.objects.get(login="wangxy")
    at = f"/accounts/{user.uuid}/"
    assert client.post(at + "grant/", {"role": "sys_admin", "division_code": "440403103000", "first": "2019-12-16"}).status_code == 422
    assert (
        client.post(at + "grant/", {"role": "town_org_officer", "division_code": cast.DOUMEN_TOWN, "first": "2019-12-16"}).status_code
        == 302
    )
    assert client.post(at + "change/", {"name": "王晓雨", "first": "2019-12-16", "reason": "打错字"}).status_code == 302
    assert "只显示这一次" in text(client.post(at + "password/", {"reason": "本人申请"}))
    page = text(client.get(at))
    assert "王晓雨" in page and "镇（街道）组织干部" in page and "授予角色" in page and "accounts." not in page
    assert client.post(f"/accounts/grants/{user.grants.get().uuid}/end/", {"reason": "换岗"}).status_code == 302
    assert client.post(at + "end/", {"reason": ""}).status_code == 422
    assert client.post(at + "end/", {"reason": "调离"}).status_code == 302
    assert "已停用" in text(client.get(at))
    assert "只显示这一次" in text(client.post(at + "reopen/", {"reason": "回来", "first": "2019-12-16"}))
    me = security_officers[0]
    assert client.get(f"/accounts/{me.uuid}/grant/").status_code == 403


def test_a_reset_by_two_on_pages(client, security_officers, town_officer, logged_in):
    for user in (*security_officers, town_officer):
        bind_phone(user)
    logged_in(security_officers[0])
    assert client.post(f"/accounts/{town_officer.uuid}/phone/", {"reason": "手机丢失"}).status_code == 302
    reset = SecondFactorReset.objects.get()
    assert client.post(f"/accounts/resets/{reset.uuid}/confirm/").status_code == 403
    other = logged_in(security_officers[1], Client())
    assert "等确认" in text(other.get("/accounts/"))
    assert other.post(f"/accounts/resets/{reset.uuid}/confirm/").status_code == 302
    assert not SecondFactor.objects.filter(user=town_officer).exists()


def test_own_sessions_codes_and_tokens_on_pages(client, town_officer, logged_in):
    other = logged_in(town_officer, Client())
    logged_in(town_officer)
    elsewhere = OpenSession.objects.order_by("id").first()
    assert "本次登录" in text(client.get("/me/"))
    assert client.post(f"/me/sessions/{elsewhere.pk}/end/").status_code == 302
    assert other.get("/").status_code == 401
    client.get("/me/phone/")
    assert "只显示这一次" in text(client.post("/me/phone/", {"code": pyotp.TOTP(client.session["enrol_secret"]).now()}))
    assert "只显示这一次" in text(client.post("/me/codes/"))
    assert "qx_" in text(client.post("/me/tokens/", {"label": "报表", "days": "30"}))
    token = town_officer.api_tokens.get()
    assert client.post(f"/me/tokens/{token.uuid}/revoke/").status_code == 302


def test_the_register_asks_few_queries(client, security_officers, opened, logged_in, django_assert_max_num_queries):
    bind_phone(security_officers[0])
    for n in range(40):
        opened(f"clerk{n:02}", ("window_staff", "440403103201"), name=f"人{n}")
    logged_in(security_officers[0])
    with django_assert_max_num_queries(15):
        page = client.get("/accounts/?per_page=50")
    assert text(page).count("clerk") >= 40
    assert "clerk07" in text(client.get("/accounts/?q=clerk07")) and "clerk08" not in text(client.get("/accounts/?q=clerk07"))
    assert "clerk" not in text(client.get("/accounts/?role=sec_admin"))
