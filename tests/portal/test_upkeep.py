"""The system administrator's desk: what he answers for in numbers, nothing of it for anybody else, and none of the county's data."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection
from django.utils import timezone, translation

from qianxian.accounts import queries as accounts
from qianxian.accounts.models import LoginAttempt, User
from qianxian.accounts.tries import _short, held_back
from qianxian.config.runtime import outcomes
from qianxian.portal import upkeep
from qianxian.portal.workbench import tasks_for
from tests import cast
from tests.accounts.conftest import ON, county, opened  # noqa: F401
from tests.registry_pages import browser_of

SEC_ADMIN = cast.acting("luojy", "罗俊英", "sec_admin", "440403")


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.QIANXIAN_HOME = tmp_path
    return tmp_path


def aged(home, what: str, days: int, **facts) -> None:
    """An outcome written so many days ago, in the form the command line writes."""
    outcomes.keep(home, what, **facts)
    path = home / "outcomes" / f"{what}.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told | {"at": (timezone.now() - dt.timedelta(days=days)).isoformat()}))


def titles(actor=cast.SYSTEM_ADMIN) -> list[str]:
    return [task.title for task in upkeep.tasks_for(actor, ON)]


def test_an_installation_without_backup_or_check_asks_for_both(county):  # noqa: F811
    assert titles() == ["还没有备份", "还没有自检"]


@pytest.mark.parametrize(("days", "asked"), [(6, []), (7, []), (8, ["8 天没有备份", "8 天没有自检"])])
def test_age_of_backup_and_check(county, home, days, asked):  # noqa: F811
    aged(home, "backup", days, megabytes="12.3")
    aged(home, "check", days, ok=True, count=38, wrong=[])
    assert titles() == asked


def test_what_the_check_found_and_jobs_that_failed(county, home):  # noqa: F811
    aged(home, "backup", 0, megabytes="12.3")
    aged(home, "check", 0, ok=False, count=38, wrong=["密钥文件"])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'qianxian.accounts.jobs.housekeeping', 'failed')")
    assert titles() == ["自检有 1 项要处理", "1 种后台任务失败"]
    said = {row["label"]: row["value"] for row in upkeep.facts(cast.SYSTEM_ADMIN, ON)}
    assert "密钥文件" in said["最近一次自检"] and "每晚清理登录记录" in said["后台任务"] and "12.3 MB" in said["最近一次备份"]
    with translation.override("en"):
        assert "Key files" in str(upkeep.facts(cast.SYSTEM_ADMIN, ON))


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"at": 7}', '{"at": "gestern"}'])
def test_a_file_that_cannot_be_read_counts_as_none(county, home, broken):  # noqa: F811
    (home / "outcomes").mkdir()
    (home / "outcomes" / "backup.json").write_text(broken)
    assert "还没有备份" in titles()


def test_the_desk_shows_it_to_the_system_administrator_alone(county, monkeypatch):  # noqa: F811
    assert "系统状况" in browser_of(cast.SYSTEM_ADMIN, monkeypatch).get("/workbench/").content.decode()
    for actor in (cast.COUNTY_OFFICER, cast.AUDIT_ADMIN, SEC_ADMIN):
        assert "系统状况" not in browser_of(actor, monkeypatch).get("/workbench/").content.decode(), actor.role
        assert not upkeep.facts(actor, ON) and not upkeep.tasks_for(actor, ON)


def test_accounts_that_lapse_the_day_before_the_day_and_the_day_after(opened):  # noqa: F811
    for login, days in (("gone", -1), ("today", 0), ("last", 30), ("later", 31)):
        opened(login, last=ON + dt.timedelta(days=days))
    opened("open")
    assert [u.login for u in accounts.lapsing(ON)] == ["last", "today"]


def test_the_security_administrator_is_told_and_finds_them(opened, monkeypatch):  # noqa: F811
    opened("never")
    opened("soon", last=ON + dt.timedelta(days=3))
    User.objects.filter(login="soon").update(last_login=timezone.now())
    said = {task.title: task.url for task in tasks_for(SEC_ADMIN, ON)}
    assert said["1 个账号开通后没有登录过"] == "/accounts/?state=never" and said["1 个账号或角色 30 天内到期"] == "/accounts/?state=lapsing"
    assert not [t for t in tasks_for(cast.COUNTY_OFFICER, ON) if t.kind == "账号"]


def test_who_is_held_back_after_wrong_tries(opened):  # noqa: F811
    held, free = opened("held"), opened("free")
    LoginAttempt.objects.bulk_create([LoginAttempt(key=_short("account", "held")) for _ in range(5)] + [LoginAttempt(key=_short("account", "free")) for _ in range(4)])
    assert held_back([held, free]) == [held]
    assert next(t.title for t in accounts.tasks_for(SEC_ADMIN, ON)) == "held：连续输错，暂时被拦"
    LoginAttempt.objects.update(succeeded=True)
    assert held_back([held, free]) == []


def test_the_log_is_found_by_words_and_names(opened, monkeypatch):  # noqa: F811
    opened("zhaobk", name="赵炳坤")
    browser = browser_of(cast.AUDIT_ADMIN, monkeypatch)
    assert "开通账号" in browser.get("/log/", {"action": "开通账号"}).content.decode()
    assert "没有符合条件的记录" in browser.get("/log/", {"action": "撤换"}).content.decode()
    assert "没有符合条件的记录" in browser.get("/log/", {"actor": "赵炳坤"}).content.decode()  # it was done to him, not by him
