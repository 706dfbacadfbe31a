"""Truth tables: three officers, places of roles, periods, deputies, limits. No database."""

import datetime as dt

import pytest

from qianxian.accounts import rules
from qianxian.accounts.models import BROWSER_WORDS, MACHINE_WORDS, OpenSession
from qianxian.accounts.rights import PERMISSION_WORDS, Permission
from qianxian.accounts.roles import ROLES
from qianxian.accounts.rules import Held
from qianxian.foundation.rulebook import evaluate

DAY = dt.date(2019, 12, 16)
PERMISSIONS = {code: frozenset(map(str, role.permissions)) for code, role in ROLES.items()}


@pytest.mark.parametrize("roles, error", [
    (["sys_admin", "audit_admin"], "three_officers"),
    (["sys_admin", "sec_admin"], "three_officers"),
    (["sec_admin", "audit_admin"], "three_officers"),
    (["sys_admin", "town_org_officer"], "three_officers"),
    (["member", "audit_admin"], "three_officers"),
    (["sys_admin"], None),
    (["sys_admin", "sys_admin"], None),
    (["town_org_officer", "village_secretary"], None),
    ([], None),
])  # fmt: skip
def test_rule_role_as_the_handbook_gives_it(roles, error):
    answer = evaluate("ROLE", DAY, {"user_roles": roles})
    assert answer.outputs["error"] == error
    assert answer.outputs["allowed"] is (error is None)
    assert [v.code for v in answer.violations] == ([error] if error else [])


@pytest.mark.parametrize("days, allowed", [(29, False), (30, True), (31, True)])
def test_rule_role_counts_the_days_between_two_offices(days, allowed):
    asked = {"user_roles": ["audit_admin"], "left_role": "sys_admin", "days_since": days, "cooling_days": 30}
    assert evaluate("ROLE", DAY, asked).outputs["allowed"] is allowed


@pytest.mark.parametrize("gap, broken", [(0, True), (29, True), (30, False), (31, False)])
def test_cooling_between_two_offices(gap, broken):
    left = Held("sys_admin", dt.date(2019, 1, 1), dt.date(2019, 10, 31))
    wanted = Held("audit_admin", dt.date(2019, 11, 1) + dt.timedelta(days=gap))
    assert bool(rules.three_officers(wanted, [left], 30)) is broken


@pytest.mark.parametrize("wanted, other, same_account, broken", [
    ("sys_admin", "member", True, True),
    ("sys_admin", "member", False, False),
    ("member", "sec_admin", False, False),
    ("member", "sec_admin", True, True),
    ("sys_admin", "town_org_officer", False, True),
    ("town_org_officer", "audit_admin", False, True),
    ("town_org_officer", "town_committee", True, False),
])  # fmt: skip
def test_officers_and_other_roles(wanted, other, same_account, broken):
    held = [Held(other, dt.date(2019, 1, 1), None, same_account)]
    assert bool(rules.three_officers(Held(wanted, DAY), held)) is broken


def test_a_business_role_that_ended_does_not_bar_an_officer():
    held = [Held("town_org_officer", dt.date(2019, 1, 1), dt.date(2019, 12, 15))]
    assert rules.three_officers(Held("sys_admin", DAY), held) == []


@pytest.mark.parametrize("level, code, more, codes", [
    ("county", "440403000000", {}, []),
    ("county", "440403103000", {}, ["level"]),
    ("town", "440403103000", {}, []),
    ("town", "440403103201", {}, ["level"]),
    ("village", "440403103201", {}, []),
    ("village", "440403103000", {}, ["level"]),
    ("branch", "440403103201", {}, ["organisation_needed"]),
    ("branch", "440403103201", {"organisation_code": "DM001"}, []),
    ("self", "440403103201", {}, ["person_needed"]),
    ("self", "440403103201", {"has_person": True}, []),
    ("county", "440402000000", {"county_code": "440403000000"}, ["other_county"]),
    ("county", "440403000000", {"role": "department_replier"}, ["department_needed"]),
    ("town", "44040310300", {}, ["division_code"]),
])  # fmt: skip
def test_places_of_roles(level, code, more, codes):
    assert [v.code for v in rules.place_fits(level, code, **more)] == codes


@pytest.mark.parametrize("first, last, code", [
    (DAY, DAY, None),
    (DAY, DAY - dt.timedelta(days=1), "date_order"),
    (dt.date(2019, 1, 1), None, "before_account"),
    (DAY, dt.date(2021, 1, 1), "after_account"),
    (DAY, None, "after_account"),
])  # fmt: skip
def test_periods_inside_the_account(first, last, code):
    found = rules.period_fits(first, last, dt.date(2019, 6, 1), dt.date(2020, 12, 31))
    assert [v.code for v in found] == ([code] if code else [])


@pytest.mark.parametrize("own, wanted, broken", [
    ("district_org_officer", "finance_bureau", True),
    ("finance_bureau", "pay_approver", True),
    ("town_org_officer", "town_committee", True),
    ("village_secretary", "town_committee", True),
    ("cashier", "town_bookkeeper", True),
    ("department_replier", "district_vetting_officer", True),
    ("town_org_officer", "town_org_officer", False),
    ("window_staff", "village_secretary", False),
])  # fmt: skip
def test_nobody_is_deputised_to_check_himself(own, wanted, broken):
    assert bool(rules.own_checker([own], wanted, PERMISSIONS)) is broken


@pytest.mark.parametrize("more, codes", [
    ({}, []),
    ({"same_person": True}, ["own_deputy"]),
    ({"last": None}, ["deputy_dated"]),
    ({"last": DAY + dt.timedelta(days=179)}, []),
    ({"last": DAY + dt.timedelta(days=180)}, ["deputy_too_long"]),
    ({"is_officer": True}, ["officer_deputy"]),
    ({"is_deputy": True}, ["deputy_of_deputy"]),
    ({"principal_last": DAY + dt.timedelta(days=13)}, ["outside_grant"]),
    ({"principal_last": DAY + dt.timedelta(days=14)}, []),
    ({"principal_first": DAY + dt.timedelta(days=1)}, ["outside_grant"]),
])  # fmt: skip
def test_deputies(more, codes):
    facts = {"same_person": False, "first": DAY, "last": DAY + dt.timedelta(days=14), "principal_first": dt.date(2019, 1, 1),
             "principal_last": None, "is_officer": False, "is_deputy": False}  # fmt: skip
    assert [v.code for v in rules.deputy_fits(**{**facts, **more})] == codes


@pytest.mark.parametrize("counts, many", [
    ({"pair:x": 5, "account:y": 30, "address:z": 100}, False),
    ({"pair:x": 6}, True),
    ({"account:y": 31}, True),
    ({"address:z": 101}, True),
    ({}, False),
])  # fmt: skip
def test_limits_of_tries(counts, many):
    assert rules.too_many(counts) is many


def test_every_permission_has_words_and_every_role_says_what_it_does():
    assert set(PERMISSION_WORDS) == set(Permission)
    assert all(role.does and role.title_en for role in ROLES.values())


@pytest.mark.parametrize("prefix, merged, absorbed", [
    ("440403103209", {"440403103210": "440403103209"}, [("440403103210", "440403103209")]),
    ("440403103", {"440403103210": "440403103209"}, [("440403103210", "440403103209")]),
    ("440403103210", {"440403103210": "440403103209"}, []),
    ("440403107", {"440403103210": "440403103209"}, []),
    ("440403107", {"440403103210": "440403103209", "440403103209": "440403107201"},
     [("440403103209", "440403107201"), ("440403103210", "440403103209"), ("440403103210", "440403107201")]),
    # A merged town brings its own rows only: its village went to another town.
    ("440403107", {"440403103000": "440403107000", "440403103210": "440403104201"}, [("440403103000", "440403107000")]),
    ("440403107", {"440403107201": "440403107202", "440403107202": "440403107201"},
     [("440403107201", "440403107202"), ("440403107202", "440403107201")]),
    ("", {"440403103210": "440403103209"}, []),
])  # fmt: skip
def test_what_merged_into_a_place(prefix, merged, absorbed):
    assert list(rules.absorbed_in(prefix, merged)) == absorbed


@pytest.mark.parametrize(("agent", "found"), [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", ("chrome", "windows")),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0", ("edge", "windows")),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.44 NetType/WIFI", ("wechat", "iphone")),
    ("Mozilla/5.0 (Linux; Android 13; V2231A) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 wxwork/4.1.13 MicroMessenger/7.0.1", ("wecom", "android")),
    ("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1", ("chrome", "harmony")),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15", ("safari", "mac")),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/120.0 Mobile/15E148 Safari/604.1", ("chrome", "iphone")),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", ("firefox", "linux")),
    ("curl/8.5.0", ("other", "other")),
])  # fmt: skip
def test_a_browser_in_codes_that_have_words(agent, found):
    assert rules.browser_and_machine(agent) == found
    assert found[0] in BROWSER_WORDS and found[1] in MACHINE_WORDS


def test_every_browser_and_machine_of_the_tables_has_words():
    assert {code for _mark, code in rules.BROWSERS} | {"other"} == set(BROWSER_WORDS)
    assert {code for _mark, code in rules.MACHINES} | {"other"} == set(MACHINE_WORDS)
    assert OpenSession(device="").device_words == "" and OpenSession(device="Windows Chrome").device_words == "Chrome，Windows 电脑"
