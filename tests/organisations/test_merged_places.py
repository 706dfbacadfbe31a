"""A merged village's rows keep its old code: whoever holds the village that took it in reaches them, and nobody else gains anything."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection

from qianxian.accounts import commands as accounts
from qianxian.accounts import queries as actors
from qianxian.accounts.county import county as county_facts
from qianxian.accounts.county import merges
from qianxian.divisions import commands as divisions
from qianxian.divisions import queries as places
from qianxian.foundation.reach import acting_as, within
from qianxian.organisations import queries
from qianxian.organisations.models import Mandate, PartyMember, PartyOrganisation
from qianxian.people.models import Person
from tests import cast
from tests.organisations.conftest import DAY, bring_in, county, identity, members, tree  # noqa: F401
from tests.registry_pages import browser_of

BAJIA, NANMEN, NIWAN, OTHER = "440403103210", "440403103209", "440403107201", "440403103211"
TOOK_EFFECT = dt.date(2019, 12, 1)
FIRST = dt.date(2019, 1, 1)
HOLDERS = {"nanmen": ("village_secretary", NANMEN), "bajia": ("village_secretary", BAJIA), "niwan": ("village_secretary", NIWAN),
           "zhen": ("town_org_officer", cast.DOUMEN_TOWN), "linzhen": ("town_org_officer", cast.JINGAN_TOWN)}  # fmt: skip


@pytest.fixture
def held(members):  # noqa: F811
    """Five accounts over five places, a post held in 八甲村, and 八甲村 merged into 南门村."""
    row = {"name": "单雄信", "identity_number": identity(dt.date(1968, 2, 28), 100), "body": "八甲村党支部", "role": "secretary",
           "from": dt.date(2017, 3, 9)}  # fmt: skip
    plan, _leaf = bring_in("offices", [row])
    assert plan.errors == []
    for login, (role, code) in HOLDERS.items():
        user = accounts.open_account(login=login, name=login, first=FIRST, by=cast.SERVICE, on=FIRST, password="八甲村的鱼塘很大2019").user
        accounts.grant_role(user=user, role=role, division_code=code, first=FIRST, by=cast.SERVICE, on=FIRST)


def merge(codes=(BAJIA,), into=NANMEN, on=TOOK_EFFECT) -> None:
    divisions.merge_divisions(codes=list(codes), into_code=into, document="珠府〔2019〕2号", by=cast.COUNTY_OFFICER, on=on)


def seen(login: str, on: dt.date = DAY, scope: str | None = None) -> tuple[int, int, int]:
    """Members, organisations and mandates of 八甲村: by the lists; the same by straight SQL beneath them, else it fails."""
    with acting_as(actors.actor_of_login(login, on=on)) as by:
        lists = tuple(
            model.objects.visible_to(by, scope).filter(division_code=BAJIA).count() for model in (PartyMember, PartyOrganisation, Mandate)
        )
        if scope is None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT (SELECT count(*) FROM organisations_partymember WHERE division_code = %(c)s),"
                    " (SELECT count(*) FROM organisations_partyorganisation WHERE division_code = %(c)s),"
                    " (SELECT count(*) FROM organisations_mandate WHERE division_code = %(c)s)",
                    {"c": BAJIA},
                )
                assert cursor.fetchone() == lists
    return lists


def test_the_successor_reaches_the_old_rows_from_the_day_on_and_nobody_else_gains(held):
    before = {login: seen(login) for login in HOLDERS}
    assert before == {"nanmen": (0, 0, 0), "bajia": (7, 1, 1), "niwan": (0, 0, 0), "zhen": (7, 1, 1), "linzhen": (0, 0, 0)}
    merge()
    one = dt.timedelta(days=1)
    assert [seen("nanmen", day) for day in (TOOK_EFFECT - one, TOOK_EFFECT, TOOK_EFFECT + one)] == [(0, 0, 0), (7, 1, 1), (7, 1, 1)]
    assert {login: seen(login) for login in HOLDERS} == before | {"nanmen": (7, 1, 1)}


def test_the_village_officer_finds_members_and_posts_in_the_lists(held):
    merge()
    assert county_facts().merges == merges(DAY) == {BAJIA: NANMEN}, "what each request reads along with the county is the same"
    with acting_as(actors.actor_of_login("nanmen", on=DAY)) as by:
        assert queries.members_on(by, DAY).filter(division_code=BAJIA).count() == 7
        assert queries.mandates_on(by, DAY).filter(person__name="单雄信").exists()
        assert Person.objects.visible_to(by).filter(division_code=BAJIA).count() == 7
        assert by.reaches(BAJIA) and not by.reaches(NIWAN) and by.reach[0] == NANMEN


def test_a_scope_on_the_successor_holds_the_old_rows_within_reach_only(held):
    merge()
    assert seen("zhen", scope=NANMEN) == (7, 1, 1) and seen("linzhen", scope=NANMEN) == (0, 0, 0)
    assert seen("nanmen", scope=NIWAN) == (0, 0, 0) and seen("zhen", scope=cast.JINGAN_TOWN[:9]) == (0, 0, 0)


def test_merging_in_steps_and_across_towns(held):
    merge()
    merge((NANMEN,), NIWAN, DAY)
    assert seen("nanmen") == (7, 1, 1), "who still holds the middle place keeps what it took in"
    assert seen("niwan") == (7, 1, 1) and seen("linzhen") == (7, 1, 1), "the last successor and its town"
    assert seen("niwan", DAY - dt.timedelta(days=1)) == (0, 0, 0)


def test_a_code_in_use_again_is_nobody_elses(held):
    merge()
    with acting_as(cast.SERVICE):
        old = places.division_on(BAJIA, DAY)
        again = type(old)(code=BAJIA, name="八甲新村", official_name="八甲新村委会", kind="village", parent_code=old.parent_code)
        again.valid = (dt.date(2019, 12, 10), None)
        again.save()
    assert seen("nanmen") == (0, 0, 0) and seen("nanmen", dt.date(2019, 12, 9)) == (7, 1, 1)


def test_the_place_of_a_query_form_covers_what_it_took_in(held):
    merge()
    with acting_as(actors.actor_of_login("zhen", on=DAY)) as by:
        found = {p: within(queries.members_on(by, DAY), by, p).filter(division_code=BAJIA).count() for p in ("", NANMEN, BAJIA, NIWAN)}
        assert found == {"": 7, NANMEN: 7, BAJIA: 7, NIWAN: 0}
        assert within(queries.mandates_on(by, DAY), by, NANMEN).filter(person__name="单雄信").exists()


@pytest.mark.parametrize("address", ["/organisations/", "/mandates/", "/people/"])
def test_registers_under_the_successor_show_the_old_rows(address, held, monkeypatch):
    merge()
    browser = browser_of(actors.actor_of_login("zhen", on=DAY), monkeypatch)
    told = "中共斗门镇八甲村支部委员会" if address == "/organisations/" else "单雄信"
    assert told in browser.get(f"{address}?place={NANMEN}&per_page=100").content.decode()
    assert '"v">八甲村</span>' in browser.get(f"{address}?place={NANMEN}&per_page=100").content.decode(), "a merged place keeps its name"
    assert told not in browser.get(f"{address}?place={OTHER}&per_page=100").content.decode()


@pytest.mark.parametrize("reach", ["440403", "440403103", "440403109", BAJIA, "440403103999", "44"])
def test_a_reach_holds_the_codes_that_begin_with_it_and_no_neighbour(county, reach):  # noqa: F811
    codes = ["440403000000", "440403102999", "440403103000", "440403103001", BAJIA, "440403103999", "440403104000", "440403109000", "440403109999", "440403110000"]
    row = PartyOrganisation(name="支部", short_name="支部", kind="party_branch", sector="rural")
    for n, code in enumerate(codes):
        row.pk, row.uuid, row.code, row.path, row.division_code = None, uuid4(), f"T{n}", f"T{n}", code
        row._state.adding = True
        row.save()
    by = cast.acting("x", "某", "district_org_officer", reach)
    rows = PartyOrganisation.objects.visible_to(by).filter(code__startswith="T", name="支部")
    assert set(rows.values_list("division_code", flat=True)) == {code for code in codes if code.startswith(reach)}
