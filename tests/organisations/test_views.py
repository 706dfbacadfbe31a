"""Pages of the registry: they open, they refuse, they stay within their queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianxian.foundation.reach import bind
from qianxian.organisations.models import Committee, Mandate, PartyMember, PartyOrganisation
from qianxian.people.models import Person
from tests import cast
from tests.organisations.conftest import bring_in, identity
from tests.organisations.test_sheets import COMMITTEES, office
from tests.registry_pages import browser_of


@pytest.fixture
def stage(members):
    bring_in("committees", COMMITTEES)
    plan, _ = bring_in("offices", [office("单雄信", 100, "八甲村党支部", "secretary"), office("区少梅", 102, "八甲村村民委员会", "head")])
    assert plan.errors == []


def addresses() -> list[str]:
    org = PartyOrganisation.objects.get(code="DM103210")
    member = PartyMember.objects.get(person__name="单雄信")
    committee, seat = Committee.objects.get(kind="villagers_committee"), Mandate.objects.get(role="head")
    o, p = f"/organisations/{org.uuid}/", f"/people/{member.person.uuid}/"
    return [
        "/organisations/", "/organisations/?size=large&q=bj", "/organisations/?on=2016-01-01", "/organisations/found/", o,
        *(f"{o}?tab={t}" for t in ("members", "offices", "terms", "log")), f"{o}change/", f"{o}dissolve/", f"{o}terms/open/", f"{o}terms/6/extend/", f"{o}admit/",
        f"{o}mandates/open/", "/members/", "/members/?q=sxx&age=60&status=full", f"/members/{member.uuid}/status/", f"/members/{member.uuid}/transfer/", "/transfers/", "/terms/",
        "/terms/?state=due", "/committees/", "/committees/open/", f"/committees/{committee.uuid}/", f"/committees/{committee.uuid}/mandates/open/", "/mandates/",
        "/mandates/?role=secretary&body=party", f"/mandates/{seat.uuid}/end/", "/people/", "/people/?q=zgq&sex=female", "/people/register/", p, f"{p}?tab=career", f"{p}?tab=log",
        f"{p}correct/", f"{p}merge/", f"{p}reveal/", f"{p}death/", "/divisions/", "/divisions/?q=bajia&kind=village", "/divisions/440403103210/", "/divisions/440403103210/?tab=history",
        "/divisions/440403103210/?tab=log", "/divisions/440403103210/population/", "/divisions/440403103210/designate/", "/scope/?next=/members/",
    ]  # fmt: skip


def test_every_page_opens_for_the_town_officer(stage, monkeypatch):
    urls = addresses()
    browser = browser_of(cast.TOWN_OFFICER, monkeypatch)
    for url in urls:
        answer = browser.get(url)
        assert answer.status_code == 200, url
        assert "<h1" in answer.content.decode(), url


def test_every_page_stays_within_twenty_queries(stage, monkeypatch):
    urls = addresses()
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    for url in urls:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(url)
        assert len(asked) <= 20, (url, len(asked), [q["sql"][:90] for q in asked])


@pytest.mark.parametrize("name", ["organisations", "members", "terms", "committees", "mandates", "people", "divisions"])
def test_lists_ask_as_many_questions_for_many_rows_as_for_few(stage, monkeypatch, name):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/{name}/?q=单" if name in ("members", "mandates", "people") else f"/{name}/?q=八甲村")
    with CaptureQueriesContext(connection) as many:
        browser.get(f"/{name}/?per_page=100")
    assert len(many) <= max(len(few) + 2, 15), [q["sql"][:100] for q in many]


@pytest.mark.parametrize("name", ["organisations", "members", "terms", "committees", "mandates", "people", "divisions"])
def test_every_list_leaves_masked_as_xlsx(stage, monkeypatch, name):
    answer = browser_of(cast.COUNTY_OFFICER, monkeypatch).get(f"/{name}/?export=xlsx")
    assert answer.status_code == 200 and answer.content[:2] == b"PK"


def test_finance_sees_no_roster(stage, monkeypatch):
    browser = browser_of(cast.FINANCE, monkeypatch)
    for url in ("/members/", "/people/", "/organisations/", "/transfers/", "/me/record/"):
        assert browser.get(url).status_code == 403, url


def test_a_village_does_not_find_the_other_village(stage, monkeypatch):
    other = Person.objects.get(name="邝伟雄")
    organisation = PartyOrganisation.objects.get(code="DM107201")
    browser = browser_of(cast.acting("s", "书记", "village_secretary", "440403103210"), monkeypatch)
    assert browser.get(f"/people/{other.uuid}/").status_code == 404
    assert browser.get(f"/organisations/{organisation.uuid}/").status_code == 404
    assert "邝伟雄" not in browser.get("/members/").content.decode()


def test_a_wrong_form_comes_back_with_422_and_words(stage, monkeypatch):
    seat = Mandate.objects.get(role="head")
    browser = browser_of(cast.TOWN_OFFICER, monkeypatch)
    answer = browser.post(f"/mandates/{seat.uuid}/end/", {"last_day": "2019-12-01", "reason": "replaced", "document": "镇党委决定"})
    assert answer.status_code == 422 and "不得撤换" in answer.content.decode()


def test_a_person_is_corrected_revealed_and_seen_in_the_log(stage, monkeypatch):
    person = Person.objects.get(name="曾国强")
    browser, url = browser_of(cast.TOWN_OFFICER, monkeypatch), f"/people/{person.uuid}/"
    data = {"name": "曾国祥", "sex": person.sex, "birth_date": person.birth_date, "identity_kind": "resident_id", "access_need": "none",
            "reason": "按户口簿核对", "version": person.version}  # fmt: skip
    assert browser.post(f"{url}correct/", data).status_code == 302
    assert browser.post(f"{url}correct/", data).status_code == 422
    answer = browser.post(f"{url}reveal/", {"field": "identity", "reason": "核对工资账号"})
    assert answer.status_code == 302
    full = identity(dt.date(1968, 2, 28), 101)
    assert full in browser.get(answer.url).content.decode() and full not in browser.get(url).content.decode()
    log = browser.get(f"{url}?tab=log").content.decode()
    assert "更正人员档案" in log and "查看完整信息" in log and "曾国强" in log


def test_ones_own_record(stage, monkeypatch):
    person = Person.objects.get(name="单雄信")
    actor = cast.acting("own", "单雄信", "member", "440403103210", person_uuid=str(person.uuid))
    page = browser_of(actor, monkeypatch).get("/me/record/")
    assert page.status_code == 200 and "八甲村" in page.content.decode()
    assert "书记" in browser_of(actor, monkeypatch).get("/me/record/?tab=career").content.decode()
    bind(cast.SERVICE)


def test_numbers_are_found_by_post_only(stage, monkeypatch):
    browser = browser_of(cast.TOWN_OFFICER, monkeypatch)
    assert "/people/" in browser.post("/people/find/", {"number": identity(dt.date(1968, 2, 28), 100)}).url
    assert browser.post("/people/find/", {"number": "440403"}).url == "/people/"
