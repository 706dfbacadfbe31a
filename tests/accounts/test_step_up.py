"""Step-up: a reveal and an approval of pay ask for a second factor of the last five minutes from whoever has a phone bound."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pyotp
import pytest
from django.test import Client

from qianxian.accounts.commands import second_factors
from qianxian.accounts.models import OpenSession, SecondFactor, User
from qianxian.accounts.permissions import STEP_UP, has_fresh_code, require_fresh_code, step_up_minutes
from qianxian.foundation.errors import CodeNeeded
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.pay.models import PayRun
from tests.accounts.conftest import bind_phone
from tests.api import operations
from tests.api.stage import DAY, Stage
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.matrix.people import browser
from tests.rulebook.fixing import fix_setting

pytestmark = pytest.mark.usefixtures("stage")
REVEAL = {"field": "identity", "reason": "核对工资账号"}


@pytest.fixture(autouse=True)
def own_addresses(settings):
    """The whole product's addresses: what is stepped up for stands in other rooms."""
    settings.ROOT_URLCONF = "qianxian.config.urls"


def at_work(user: User, minutes_ago: float | None) -> tuple[Client, str]:
    """The person's browser with a bound phone, its code given so many minutes ago (None: never), and the phone's secret."""
    secret = bind_phone(user)
    client = browser(user)
    given = None if minutes_ago is None else dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)
    OpenSession.objects.filter(user=user).update(code_at=given)
    return client, secret


def code_of(secret: str) -> str:
    SecondFactor.objects.update(last_step=0)
    return pyotp.TOTP(secret).now()


def fields_of(page: str) -> dict[str, str]:
    """What the page would post again."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    found.pop("csrfmiddlewaretoken", None)
    return found


def revealed(stage: Stage) -> int:
    bind(SERVICE)
    return AuditLeaf.objects.filter(action="people.reveal_field", object_id=str(stage.village.member.uuid)).count()


@pytest.mark.parametrize(("age", "fresh"), [(None, True), (0.0, True), (299.0, True), (300.0, True), (300.1, False), (float("inf"), False)])
def test_five_minutes(stage, age, fresh):
    by = replace(COUNTY_OFFICER, code_age=age)
    assert has_fresh_code(by, DAY) is fresh
    if fresh:
        require_fresh_code(by, DAY)
    else:
        with pytest.raises(CodeNeeded, match="5 分钟"):
            require_fresh_code(by, DAY)


def test_the_minutes_are_a_dated_setting(stage):
    assert step_up_minutes(DAY) == 5
    by = replace(COUNTY_OFFICER, code_age=61.0)
    fix_setting(key=STEP_UP, value=1, valid_from=DAY, source_document="斗组〔2019〕12号", by=COUNTY_OFFICER)
    assert step_up_minutes(DAY - dt.timedelta(days=1)) == 5
    assert step_up_minutes(DAY) == 1
    assert not has_fresh_code(by, DAY)


def test_a_stale_code_is_asked_and_the_form_is_kept(stage):
    user = stage.users["town_org_officer"]
    browse, secret = at_work(user, 6)
    at = f"/people/{stage.village.member.uuid}/reveal/"
    asked = browse.post(at, REVEAL)
    page = asked.content.decode()
    assert asked.status_code == 200 and 'name="again-code"' in page
    assert fields_of(page) == REVEAL
    assert revealed(stage) == 0
    wrong = browse.post(at, {**fields_of(page), "again-code": "000000"})
    assert wrong.status_code == 422 and fields_of(wrong.content.decode()) == REVEAL
    assert revealed(stage) == 0
    done = browse.post(at, {**fields_of(wrong.content.decode()), "again-code": code_of(secret)})
    assert done.status_code == 302 and "shown=" in done.url
    assert revealed(stage) == 1
    bind(SERVICE)
    assert AuditLeaf.objects.filter(action="accounts.confirm_code", actor=user.login).count() == 1
    # fresh now: the next one is not asked again
    assert "shown=" in browse.post(at, {**REVEAL, "field": "mobile"}).url


def test_a_fresh_code_is_not_asked_again(stage):
    browse, _secret = at_work(stage.users["town_org_officer"], 4)
    assert browse.post(f"/people/{stage.village.member.uuid}/reveal/", REVEAL).status_code == 302


def test_without_a_phone_nothing_is_asked(stage):
    browse = browser(stage.users["town_org_officer"])
    assert browse.post(f"/people/{stage.village.member.uuid}/reveal/", REVEAL).status_code == 302


def test_a_code_works_once_even_where_the_act_fails_after_it(stage):
    browse, secret = at_work(stage.users["town_org_officer"], 6)
    SecondFactor.objects.update(last_step=0)
    code = pyotp.TOTP(secret).now()
    gone = browse.post(f"/people/{stage.village.member.uuid}/reveal/", {"field": "identity", "reason": "核对工资账号", "again-code": code})
    assert gone.status_code == 302
    OpenSession.objects.update(code_at=None)
    again = browse.post(f"/people/{stage.village.member.uuid}/reveal/", {**REVEAL, "again-code": code})
    assert again.status_code == 422 and "已经用过" in again.content.decode()


def test_five_wrong_codes_wait(stage):
    browse, secret = at_work(stage.users["town_org_officer"], 6)
    at = f"/people/{stage.village.member.uuid}/reveal/"
    for _try in range(5):
        assert browse.post(at, {**REVEAL, "again-code": "000000"}).status_code == 422
    stopped = browse.post(at, {**REVEAL, "again-code": code_of(secret)})
    assert stopped.status_code == 422 and "15 分钟" in stopped.content.decode()
    assert revealed(stage) == 0


def test_a_recovery_code_does(stage):
    user = stage.users["town_org_officer"]
    browse, _secret = at_work(user, 6)
    codes = second_factors.renew_recovery_codes(user=user, by=second_factors.person_only(user), on=DAY)
    done = browse.post(f"/people/{stage.village.member.uuid}/reveal/", {**REVEAL, "again-recovery": codes[0], "again-code": ""})
    assert done.status_code == 302


def test_approving_pay_asks(stage):
    run = operations.checked_run(stage)
    browse, secret = at_work(stage.users["pay_approver"], 6)
    at = f"/pay/runs/{run.uuid}/approve/"
    asked = browse.post(at)
    assert asked.status_code == 200 and 'name="again-code"' in asked.content.decode()
    bind(SERVICE)
    assert PayRun.objects.get(pk=run.pk).state == "checked"
    assert browse.post(at, {"again-code": code_of(secret)}).status_code == 302
    bind(SERVICE)
    assert PayRun.objects.get(pk=run.pk).state == "approved"


def test_who_may_not_approve_is_refused_and_not_asked(stage):
    run = operations.checked_run(stage)
    browse, _secret = at_work(stage.users["finance_bureau"], 6)
    assert browse.post(f"/pay/runs/{run.uuid}/approve/").status_code == 403


def test_a_persons_program_cannot_step_up(stage):
    bind_phone(stage.users["town_org_officer"])
    answer = stage.call("town_org_officer", "POST", f"/people/{stage.village.member.uuid}/reveal", REVEAL)
    assert (answer.status_code, answer.json()["code"]) == (403, "code_needed")
    assert revealed(stage) == 0


def test_a_session_at_the_api_is_asked_too(stage):
    browse, _secret = at_work(stage.users["town_org_officer"], 6)
    answer = browse.post(f"/api/v1/people/{stage.village.member.uuid}/reveal", REVEAL, content_type="application/json", headers={"Idempotency-Key": "step-up-1"})
    assert (answer.status_code, answer.json()["code"]) == (403, "code_needed")


def test_the_example_shows_the_code_of_the_moment(stage):
    browse, secret = at_work(stage.users["town_org_officer"], 6)
    page = browse.post(f"/people/{stage.village.member.uuid}/reveal/", REVEAL).content.decode()
    shown = re.search(r"data-example-code>(\d{6})<", page).group(1)
    assert second_factors.step_of(secret, shown) is not None
    assert browse.post(f"/people/{stage.village.member.uuid}/reveal/", {**REVEAL, "again-code": shown}).status_code == 302


def test_logging_in_with_a_code_counts(stage):
    user = stage.users["town_org_officer"]
    secret = bind_phone(user)
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    client = Client()
    client.post("/login/", {"login": user.login, "password": "只在测试里用的口令2019"})
    client.post("/login/code/", {"code": code_of(secret)})
    assert client.post(f"/people/{stage.village.member.uuid}/reveal/", REVEAL).status_code == 302
