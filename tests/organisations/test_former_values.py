"""What a row said before a change is shown for the days on which it said so: on pages, in exports and in the API, lists and single reads.

The day before, the day and the day after a rename, a change of kind, a change of status, an extension of a term and a centre's new name.
"""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction

from qianxian.centres import commands as centres
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.foundation.sheets.register import register_for
from qianxian.organisations import commands, queries
from qianxian.organisations.models import FormerMembership, FormerOrganisation, PartyMember, PartyOrganisation
from tests import cast
from tests.organisations.conftest import DAY, bring_in, county, member, members, tree  # noqa: F401
from tests.registry_pages import browser_of

ONE = dt.timedelta(days=1)
SINCE = dt.date(2019, 11, 4)
BEFORE, ON, AFTER = SINCE - ONE, SINCE, SINCE + ONE
OLD, NEW = "八甲村党支部", "八甲新村党支部"
VILLAGE = "DM103210"


def village() -> PartyOrganisation:
    return PartyOrganisation.objects.get(code=VILLAGE)


def rename(since: dt.date | None = SINCE, name: str = "中共斗门镇八甲新村支部委员会", short: str = NEW) -> PartyOrganisation:
    held = village()
    return commands.change_organisation(
        organisation=held, changes={"name": name, "short_name": short}, reason="斗委〔2019〕21号", version=held.version, by=cast.COUNTY_OFFICER, on=DAY, since=since
    )


@pytest.fixture
def browser(members, monkeypatch):  # noqa: F811
    bind(cast.COUNTY_OFFICER)
    return browser_of(cast.COUNTY_OFFICER, monkeypatch)


def api(browser, address: str, day: dt.date) -> dict:
    answer = browser.get(f"/api/v1{address}", {"on": day.isoformat()})
    assert answer.status_code == 200, (address, answer.content)
    return answer.json()


def table(browser, address: str, day: dt.date, **query: str) -> str:
    page = browser.get(address, {"on": day.isoformat()} | query).content.decode()
    return page[page.find("<tbody") : page.rfind("</tbody>")] if "<tbody" in page else ""


def exported(browser, address: str, day: dt.date, **query: str) -> str:
    answer = browser.get(address, {"on": day.isoformat(), "export": "xlsx"} | query)
    return "\n".join(str(cell) for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize(("day", "name"), [(BEFORE, "中共斗门镇八甲村支部委员会"), (ON, "中共斗门镇八甲新村支部委员会"), (AFTER, "中共斗门镇八甲新村支部委员会")])
def test_a_rename(browser, day, name):
    held = rename()
    other = {"中共斗门镇八甲村支部委员会", "中共斗门镇八甲新村支部委员会"} - {name}
    assert name in browser.get(f"/organisations/{held.uuid}/", {"on": day.isoformat()}).content.decode().split("</h1>")[0]
    assert api(browser, f"/organisations/{held.uuid}", day)["name"] == name
    assert api(browser, "/organisations/terms", day)["items"] and name in {t["organisation_name"] for t in api(browser, "/organisations/terms", day)["items"]}
    for address in ("/organisations/", "/terms/", "/members/"):
        assert name in exported(browser, address, day), address
        assert not any(gone in exported(browser, address, day) for gone in other), address
    # asked by the name of that day, it is found; by the other one it is not
    assert f"/organisations/{held.uuid}/" in table(browser, "/organisations/", day, q=name)
    assert f"/organisations/{held.uuid}/" not in table(browser, "/organisations/", day, q=other.pop())
    assert {m["organisation_name"] for m in api(browser, "/members", day)["items"] if m["organisation"] == str(held.uuid)} == {name}


def test_a_change_of_kind(browser):
    held = PartyOrganisation.objects.get(code="DM103")
    changes = {"kind": "general_party_branch", "need_reason": "两村合一，工作需要"}
    commands.change_organisation(organisation=held, changes=changes, reason="斗委〔2019〕22号", version=held.version, by=cast.COUNTY_OFFICER, on=DAY, since=SINCE)
    kinds = {day: api(browser, f"/organisations/{held.uuid}", day)["kind"] for day in (BEFORE, ON, AFTER)}
    assert kinds == {BEFORE: "primary_party_committee", ON: "general_party_branch", AFTER: "general_party_branch"}
    for day in (BEFORE, ON, AFTER):
        counted = queries.counts_by_kind(cast.COUNTY_OFFICER, day)
        assert ("general_party_branch" in counted) is (day >= ON)
        found = table(browser, "/organisations/", day, kind="general_party_branch")
        assert (f"/organisations/{held.uuid}/" in found) is (day >= ON)


def test_a_new_parent_takes_along_what_is_below(browser):
    held, to = PartyOrganisation.objects.get(code="DM103"), PartyOrganisation.objects.get(code="DM107")
    commands.change_organisation(organisation=held, changes={"parent": to}, reason="斗委〔2019〕23号", version=held.version, by=cast.COUNTY_OFFICER, on=DAY, since=SINCE)
    for day, path in ((BEFORE, "DM/DM103/DM103210/"), (ON, "DM/DM107/DM103/DM103210/")):
        assert queries.organisations_on(cast.COUNTY_OFFICER, day).get(code=VILLAGE).path == path
        below = {o.code for o in queries.children_of(queries.organisation_on(to.uuid, cast.COUNTY_OFFICER, day), cast.COUNTY_OFFICER, day, {})}
        assert ("DM103" in below) is (day >= ON)


def test_a_change_of_status(browser):
    held = PartyMember.objects.filter(status="full").order_by("pk").first()
    commands.change_member_status(member=held, status="under_observation", date=SINCE, document="斗纪〔2019〕1号", by=cast.COUNTY_OFFICER, on=DAY)
    held.refresh_from_db()
    commands.change_member_status(member=held, status="full", date=dt.date(2019, 12, 1), document="斗纪〔2019〕9号", by=cast.COUNTY_OFFICER, on=DAY)
    held.refresh_from_db()
    commands.change_member_status(member=held, status="struck_off", date=dt.date(2019, 12, 10), document="斗纪〔2019〕11号", by=cast.COUNTY_OFFICER, on=DAY)
    expected = {BEFORE: "full", ON: "under_observation", AFTER: "under_observation", dt.date(2019, 11, 30): "under_observation", dt.date(2019, 12, 1): "full",
                dt.date(2019, 12, 10): "full", dt.date(2019, 12, 11): "struck_off"}  # fmt: skip
    words = {"full": "正式党员", "under_observation": "留党察看", "struck_off": "除名"}
    for day, status in expected.items():
        told = api(browser, f"/members/{held.uuid}", day)
        assert told["status"] == status, day
        assert told["ended_on"] == ("2019-12-10" if day >= dt.date(2019, 12, 10) else None)
        listed = [m["status"] for m in api(browser, "/members", day)["items"] if m["uuid"] == str(held.uuid)]
        assert listed == ([status] if day <= dt.date(2019, 12, 10) else []), day
        asked = table(browser, "/members/", day, status="under_observation")
        assert (str(held.person.uuid) in asked) is (status == "under_observation"), day
        page = browser.get(f"/people/{held.person.uuid}/", {"on": day.isoformat()}).content.decode()
        assert f"<dd>{words[status]}</dd>" in page, day


def test_the_end_of_probation_is_dated_by_itself(browser):
    plan, _leaf = bring_in("members", [member("新党员", 301, "坭湾村党支部", joined=dt.date(2018, 10, 1), full_on=None, status="probationary")])
    assert plan.errors == []
    held = PartyMember.objects.get(person__name="新党员")
    commands.change_member_status(member=held, status="full", date=SINCE, document="坭湾支〔2019〕1号", by=cast.COUNTY_OFFICER, on=DAY)
    assert [api(browser, f"/members/{held.uuid}", day)["status"] for day in (BEFORE, ON, AFTER)] == ["probationary", "full", "full"]
    assert [api(browser, f"/members/{held.uuid}", day)["full_on"] for day in (BEFORE, ON)] == [None, "2019-11-04"]
    assert not FormerMembership.objects.exists()
    assert browser.get(f"/api/v1/members/{held.uuid}", {"on": "2018-09-30"}).status_code == 404


def test_an_extension_counts_from_its_approval(browser):
    held = village()
    term = held.terms.get()
    commands.extend_term(term=term, months=6, document="斗委〔2019〕5号", by=cast.COUNTY_OFFICER, on=ON)
    ends = {day: queries.term_end(queries.current_terms(cast.COUNTY_OFFICER, day).get(pk=term.pk)) for day in (BEFORE, ON, AFTER)}
    assert ends == {BEFORE: dt.date(2022, 3, 9), ON: dt.date(2022, 9, 9), AFTER: dt.date(2022, 9, 9)}


def test_a_centre_under_its_name_of_the_day(browser):
    centre = centres.open_centre(division_code="440403103210", name="八甲党群服务中心", by=cast.COUNTY_OFFICER, on=DAY, opened_on=dt.date(2019, 3, 1))
    centres.change_centre(centre=centre, by=cast.COUNTY_OFFICER, on=ON, name="八甲新村党群服务中心", windows=4)
    for day, name, windows in ((BEFORE, "八甲党群服务中心", 0), (ON, "八甲新村党群服务中心", 4), (AFTER, "八甲新村党群服务中心", 4)):
        assert (api(browser, f"/centres/{centre.uuid}", day)["name"], api(browser, f"/centres/{centre.uuid}", day)["windows"]) == (name, windows)
        assert name in browser.get(f"/centres/{centre.uuid}/", {"on": day.isoformat()}).content.decode().split("</h1>")[0]
        assert name in table(browser, "/centres/", day)
    assert browser.get(f"/api/v1/centres/{centre.uuid}", {"on": "2019-02-28"}).status_code == 404


@pytest.mark.parametrize("since", [DAY + ONE, dt.date(1900, 1, 1)])
def test_a_change_holds_neither_ahead_of_time_nor_before_the_founding(browser, since):
    PartyOrganisation.objects.filter(code=VILLAGE).update(founded_on=dt.date(1938, 5, 1))
    with pytest.raises(RuleViolated, match="生效日期"):
        rename(since)


def test_changes_come_in_their_order_by_rule_and_in_the_database(browser):
    rename()
    with pytest.raises(RuleViolated, match="不能早于它"):
        rename(BEFORE, "中共斗门镇八甲老村支部委员会", "八甲老村党支部")
    with pytest.raises(DatabaseError, match="不能早于它"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('qianxian.since', %s, true)", [BEFORE.isoformat()])
        cursor.execute("UPDATE organisations_partyorganisation SET name = 'x' WHERE code = %s", [VILLAGE])


def test_a_sheet_leaves_what_was_said_before_too_and_can_be_taken_back(browser):
    bind(cast.SERVICE)
    plan, leaf = bring_in("organisations", [{"code": VILLAGE, "name": "中共斗门镇八甲新村支部委员会", "kind": "party_branch", "sector": "rural", "parent": "DM103", "division": "440403103210"}])
    assert (plan.errors, plan.changed) == ([], 1)
    assert queries.organisation_on(village().uuid, cast.SERVICE, DAY - ONE).name == "中共斗门镇八甲村支部委员会"
    assert queries.organisation_on(village().uuid, cast.SERVICE, DAY).name == "中共斗门镇八甲新村支部委员会"
    register_for("organisations").undo(connection, leaf, by=cast.SERVICE)
    assert {queries.organisation_on(village().uuid, cast.SERVICE, day).name for day in (DAY - ONE, DAY, DAY + ONE)} == {"中共斗门镇八甲村支部委员会"}


def test_what_was_said_before_cannot_be_rewritten(browser):
    rename()
    assert FormerOrganisation.objects.filter(organisation__code=VILLAGE).count() == 1
    for statement in ("UPDATE organisations_formerorganisation SET said = '{}'", "DELETE FROM organisations_formerorganisation"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
