"""``?on=`` shows what existed that day and nothing later: the day before, the day and the day after a change, on page, in export and API."""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pytest

from qianxian.centres import commands as centres
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.reach import bind
from qianxian.organisations import commands, queries
from qianxian.organisations.models import Mandate, PartyMember, PartyOrganisation
from qianxian.people.models import Person
from qianxian.pipeline import commands as pipeline
from tests import cast
from tests.organisations.conftest import DAY, bring_in, county, member, members, tree  # noqa: F401
from tests.organisations.test_sheets import COMMITTEES, office
from tests.registry_pages import browser_of

ONE = dt.timedelta(days=1)
BAJIA = "440403103210"


@pytest.fixture
def world(members, monkeypatch):  # noqa: F811
    """One small county with a change of every kind on a known day, and a county officer's browser."""
    by, on = cast.COUNTY_OFFICER, DAY
    plan, _leaf = bring_in("members", [member("新党员", 301, "坭湾村党支部", joined=dt.date(2019, 7, 1), full_on=None, status="probationary")])
    assert plan.errors == []
    bring_in("committees", COMMITTEES)
    plan, _leaf = bring_in("offices", [office("单雄信", 100, "八甲村党支部", "secretary"), office("区少梅", 102, "八甲村村民委员会", "head")])
    assert plan.errors == []
    head = Mandate.objects.get(role="head")
    commands.end_mandate(mandate=head, last_day=dt.date(2019, 12, 10), reason="resign", document="斗委〔2019〕9号", by=cast.TOWN_OFFICER, on=on)
    spare = PartyOrganisation.objects.get(code="DM-LS")
    commands.dissolve_organisation(organisation=spare, document="斗委〔2019〕8号", last_day=dt.date(2019, 12, 5), by=by, on=on)
    centre = centres.open_centre(division_code=BAJIA, name="八甲村党群服务中心", by=by, on=on, opened_on=dt.date(2019, 10, 8))
    centres.close_centre(centre=centre, last_day=dt.date(2019, 12, 12), document="斗组〔2019〕3号", by=by, on=on)
    person, top = Person.objects.get(name="曾国强"), PartyOrganisation.objects.get(code="DM103210")
    pipeline.propose_candidate(organisation=top, person=person, source="veteran", reason="带头人", document="斗镇委〔2019〕20号", by=cast.TOWN_OFFICER, on=dt.date(2019, 11, 20))
    YearlyGrade.objects.create(division_code=BAJIA, person=person, year=2018, grade="competent", decided_on=dt.date(2019, 2, 20), source_document="斗组〔2019〕2号")
    bind(by)
    return browser_of(by, monkeypatch)


#: page, API, the words that name the row, the first day on which it is there, the first day on which it is not any more
CHANGES = {
    "organisation dissolved": ("/organisations/", "/organisations", "防汛临时党支部", None, dt.date(2019, 12, 6)),
    "member joined": ("/members/", "/members", "新党员", dt.date(2019, 7, 1), None),
    "committee elected": ("/committees/", "/committees", "八甲村村民委员会", dt.date(2017, 4, 16), None),
    "term begun": ("/terms/", "/organisations/terms", "中共斗门镇八甲村支部委员会", dt.date(2017, 3, 9), None),
    "office begun": ("/mandates/", "/mandates", "区少梅", dt.date(2017, 4, 16), dt.date(2019, 12, 11)),
    "centre opened and closed": ("/centres/", "/centres", "八甲村党群服务中心", dt.date(2019, 10, 8), dt.date(2019, 12, 13)),
    "candidate proposed": ("/reserve/candidates/", "/reserve/candidates", "曾国强", dt.date(2019, 11, 20), None),
    "grade fixed": ("/engagements/grades/", "/grades", "曾国强", dt.date(2019, 2, 20), None),
}
EXPORTS = {"/centres/": "/centres/export.xlsx", "/engagements/grades/": "/engagements/grades/export.xlsx", "/reserve/candidates/": "/reserve/candidates/export.xlsx"}


def table(browser, address: str, day: dt.date) -> str:
    page = browser.get(address, {"on": day.isoformat(), "per_page": "100"}).content.decode()
    return page[page.find("<tbody") : page.rfind("</tbody>")] if "<tbody" in page else ""


def exported(browser, address: str, day: dt.date) -> str:
    own = EXPORTS.get(address)
    answer = browser.get(own or address, {"on": day.isoformat()} | ({} if own else {"export": "xlsx"}))
    assert answer.status_code == 200, (address, answer.status_code)
    return "\n".join(str(cell) for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True) for cell in row if cell)


def told(browser, address: str, day: dt.date) -> str:
    answer = browser.get(f"/api/v1{address}", {"on": day.isoformat(), "limit": "200"})
    assert answer.status_code == 200, (address, answer.content)
    return json.dumps(answer.json(), ensure_ascii=False)


@pytest.mark.parametrize("kind", CHANGES)
def test_the_day_before_the_day_and_the_day_after(world, kind):
    page, api, words, first, gone = CHANGES[kind]
    name = {"terms": "DM103210"}.get(kind, words)
    expected = {}
    if first:
        expected |= {first - ONE: False, first: True, first + ONE: True}
    if gone:
        expected |= {gone - ONE - ONE: True, gone - ONE: True, gone: False}
    for day, there in expected.items():
        assert (words in table(world, page, day)) is there, ("page", kind, day)
        assert (words in exported(world, page, day)) is there, ("export", kind, day)
        uuids = "organisations/terms" in api
        if not uuids:
            assert (name in told(world, api, day)) is there, ("API", kind, day)
        else:
            assert (f'"elected_on":"{first}"' in told(world, api, day).replace(" ", "")) is there, ("API", kind, day)


def test_an_office_that_ended_later_stands_open_and_gives_no_reason(world):
    day = dt.date(2019, 12, 9)
    assert "2019-12-10" not in table(world, "/mandates/", day) and "2019-12-10" not in exported(world, "/mandates/", day)
    assert "2019-12-10" not in told(world, "/mandates", day) and "\"resign\"" not in told(world, "/mandates", day)
    person = Person.objects.get(name="区少梅")
    for address in (f"/people/{person.uuid}/?tab=career",):
        assert "2019-12-10" not in world.get(f"{address}&on={day}").content.decode()
        assert "2019-12-10" in world.get(address).content.decode()


def test_a_member_stood_in_another_branch_and_on_probation(world):
    row = PartyMember.objects.get(person__name="新党员")
    assert queries.membership_on(row.person, dt.date(2019, 6, 30)) is None
    older = PartyMember.objects.get(person__name="单雄信")
    on = older.full_on - ONE
    found = queries.members_on(cast.COUNTY_OFFICER, older.full_on).get(pk=older.pk)
    assert found.status_on == "full" and found.branch_short == "八甲村党支部"
    assert {m.status_on for m in queries.members_on(cast.COUNTY_OFFICER, on).filter(pk=older.pk)} <= {"probationary"}


def test_an_organisations_page_tells_nothing_later(world):
    top = PartyOrganisation.objects.get(code="DM103")
    before, after = (world.get(f"/organisations/{top.uuid}/?on={day}").content.decode() for day in ("2019-12-05", "2019-12-06"))
    assert "防汛临时党支部" in before and "防汛临时党支部" not in after
    village = PartyOrganisation.objects.get(code="DM103210")
    offices = world.get(f"/organisations/{village.uuid}/?tab=offices&on=2017-04-15").content.decode()
    assert "单雄信" not in offices
    assert "2017-03-09" not in world.get(f"/organisations/{village.uuid}/?tab=terms&on=2017-03-08").content.decode()
    gone = PartyOrganisation.objects.get(code="DM-LS")
    assert "已撤销" not in world.get(f"/organisations/{gone.uuid}/?on=2019-12-05").content.decode()


@pytest.mark.parametrize(("api", "day", "later"), [("/centres", "2019-12-11", "2019-12-12"), ("/organisations", "2019-12-04", "2019-12-05"), ("/committees", "2019-04-15", "x")])
def test_a_list_of_the_api_gives_no_later_end(world, api, day, later):
    items = world.get(f"/api/v1{api}", {"on": day, "limit": "200"}).json()["items"]
    assert items and all(not item.get(name) or item[name] <= day for item in items for name in ("closed_on", "ended_on"))
    assert api != "/organisations" or {item["status"] for item in items} == {"active"}
    assert later == "x" or later in told(world, api, dt.date.fromisoformat(later)), "on the last day itself it is known"
