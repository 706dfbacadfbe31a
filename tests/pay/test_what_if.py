"""What if: who changes, by how much, which budget pays; the same cents as a run; and nothing written by looking."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.pay import queries
from qianxian.pay.forms import ScenarioForm
from qianxian.pay.models import PaySlip
from qianxian.pay.pages.what_if import bands_text, initial_of
from qianxian.pay.rules import PayTerms
from qianxian.pay.rules.what_if import Centre, Scenario, Worker, change, outcome, posts_of, price_of_a_post
from tests.api import operations
from tests.api.stage import build
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.matrix.people import browser
from tests.pay.test_entitlement import COEFF, held

POSTS = {"director": Decimal(1), "deputy_director": Decimal("0.9"), "member": Decimal("0.85")}
NOW = PayTerms(index=Decimal(26190), grade_coeff=COEFF, post_coeff=POSTS)
BANDS = [{"resident_min": 0, "resident_max": 1999, "leading_posts": 4}, {"resident_min": 2000, "resident_max": None, "leading_posts": 5}]
WORKERS = {
    1: Worker("440403103200", "director", [held(post="director")], (), None, "excellent"),
    2: Worker("440403103200", "member", [held(dt.date(2019, 4, 15))], (), None, "competent"),
    3: Worker("440403107200", "member", [held()], (), None, ""),
}
CENTRES = [Centre("440403103200", 1999), Centre("440403107200", 3000)]


def under(terms: PayTerms, bands=BANDS):
    return outcome(2019, WORKERS, CENTRES, Scenario("x", terms, bands))


def test_a_higher_multiple_moves_everybody_and_every_payer():
    found = change(under(NOW), under(replace(NOW, multiple=Decimal("3.3"))))
    assert found.people == 3 and all(found.by_payer[p] > 0 for p in ("city", "district", "town")) and found.posts == 0
    assert under(replace(NOW, multiple=Decimal("3.3"))).pay[1].base_paid == Decimal("86427.00")


def test_shares_move_money_between_budgets_only():
    found = change(under(NOW), under(replace(NOW, city_share=Decimal("0.6"))))
    assert found.total == 0 and found.by_payer["city"] == -found.by_payer["district"] > 0 and found.by_payer["town"] == 0
    assert found.people == 3 and found.incomes == 0
    assert change(under(NOW), under(replace(NOW, grade_coeff=COEFF | {"competent": Decimal("0.9")}))).incomes == 1


def test_grades_cap_and_posts_move_whom_they_concern():
    assert change(under(NOW), under(replace(NOW, grade_coeff=COEFF | {"competent": Decimal("0.9")}))).people == 1
    assert change(under(NOW), under(replace(NOW, bonus_cap_rate=Decimal("0.2")))).people == 2  # the third has no grade and no bonus
    assert change(under(NOW), under(replace(NOW, post_coeff=POSTS | {"director": Decimal("1.1")}))).people == 1


@pytest.mark.parametrize(("resident", "posts"), [(1998, 4), (1999, 4), (2000, 5), (10**6, 5)])
def test_bands(resident, posts):
    assert posts_of(resident, BANDS) == posts


def test_a_band_adds_posts_priced_as_members():
    wider = [{"resident_min": 0, "resident_max": 1998, "leading_posts": 4}, {"resident_min": 1999, "resident_max": None, "leading_posts": 5}]
    found = change(under(NOW), under(NOW, wider))
    assert (found.people, found.posts) == (0, 1)
    assert found.posts_by_payer == price_of_a_post(NOW) == {"city": Decimal("33392.25"), "district": Decimal("33392.25"), "town": Decimal("16028.28")}


def test_the_same_policy_changes_nobody():
    found = change(under(NOW), under(NOW))
    assert (found.people, found.total, found.posts) == (0, 0, 0)


@settings(max_examples=40, deadline=None)
@given(st.decimals(1, 9, places=3), st.decimals(0, 1, places=2), st.decimals(0, 1, places=4))
def test_groups_make_the_whole_to_the_cent(multiple, cap, city):
    found = under(replace(NOW, multiple=multiple, bonus_cap_rate=cap, city_share=city))
    groups = found.grouped({1: "a", 2: "a", 3: "b"})
    for payer, total in found.by_payer().items():
        assert sum(sums[payer] for sums in groups.values()) == total


@pytest.mark.parametrize("text", ["", "1999:4", ":4, :5", "1999:4, 1500:5, :6", "x:4, :5", "1999:400, :5"])
def test_bands_that_do_not_fit_are_told(text):
    assert "bands" in ScenarioForm({"bands": text}).errors


class Place:
    """Officers logged in, a village with one engaged member, and the year's run computed."""

    def __init__(self) -> None:
        self.stage = build()
        operations.paid_year(self.stage)
        self.county, self.finance = browser(self.stage.users["district_org_officer"]), browser(self.stage.users["finance_bureau"])
        self.approver = browser(self.stage.users["pay_approver"])
        bind(COUNTY_OFFICER)
        self.seen = queries.picture(COUNTY_OFFICER, 2019, operations.DAY)
        bind(SERVICE)

    def query(self, **changes) -> str:
        values = {f"a-{name}": value for name, value in initial_of(self.seen).items()}
        return urlencode(values | changes | {"year": 2019})


@pytest.fixture
def place(db) -> Place:
    return Place()


def test_the_picture_in_force_is_the_run(place):
    bind(COUNTY_OFFICER)
    now = outcome(2019, place.seen.workers, place.seen.centres, Scenario("x", place.seen.terms, place.seen.bands))
    slips = {s.person_id: (s.city, s.district, s.town) for s in PaySlip.objects.all()}
    assert {key: (p.city, p.district, p.town) for key, p in now.pay.items()} == slips and slips


def test_looking_writes_nothing(place):
    before = AuditLeaf.objects.count()
    with CaptureQueriesContext(connection) as seen:
        answer = place.county.get(f"{reverse('pay:what_if')}?{place.query(**{'a-multiple': '3.2'})}")
    page = answer.content.decode()
    assert answer.status_code == 200 and "<svg" in page and "1 人有变化" in page and answer.context["changed"] == 1
    writes = [q["sql"] for q in seen.captured_queries if q["sql"].split()[0].upper() in ("INSERT", "UPDATE", "DELETE")]
    assert not [sql for sql in writes if "pay_" in sql or "rulebook_" in sql or "audit" in sql] and AuditLeaf.objects.count() == before


def test_up_to_three_are_compared_and_mistakes_are_told(place):
    base = place.query(**{"a-multiple": "3.2"})
    more = "&".join(f"{k}-{name}={value}" for k in "bcd" for name, value in initial_of(place.seen).items())
    answer = place.finance.get(f"{reverse('pay:what_if')}?{base}&{more}&more=1")
    assert answer.context["names"] == ["现行", "方案一", "方案二", "方案三"]
    wrong = place.finance.get(f"{reverse('pay:what_if')}?{place.query(**{'a-cap': '1.5'})}")
    assert wrong.status_code == 200 and wrong.context["forms"][0].errors and not wrong.context["computed"]
    below = place.finance.get(f"{reverse('pay:what_if')}?{place.query(**{'a-multiple': '2.9'})}")
    assert below.context["below"] == ["方案一"]
    assert place.finance.get(f"{reverse('pay:what_if')}?year=x").status_code == 200


def test_an_address_with_some_terms_takes_the_others_from_the_policy_in_force(place):
    whole = place.finance.get(f"{reverse('pay:what_if')}?{place.query(**{'a-multiple': '3.2'})}")
    for address in ("a-multiple=3.2", "a-multiple=3.2&a-cap=&a-bands=+"):
        short = place.finance.get(f"{reverse('pay:what_if')}?{address}&year=2019")
        assert short.context["computed"] and not short.context["forms"][0].errors and short.context["sentences"] == whole.context["sentences"]
        assert [cell["other"] for row in short.context["terms"] for cell in row["cells"]] == [True] + [False] * (len(initial_of(place.seen)) - 1)
    nothing = place.finance.get(f"{reverse('pay:what_if')}?a-else=1&year=2019")
    assert not nothing.context["computed"]


def test_one_level_is_shown_at_a_time_and_the_terms_are_folded_away_once_computed(place):
    address, words = f"{reverse('pay:what_if')}?a-multiple=3.2&year=2019", {"payer": "谁付", "post": "项目", "town": "人数", "people": "谁有变化"}
    who = place.stage.village.member.name
    for level, said in words.items():
        page = place.finance.get(f"{address}&level={level}")
        text = page.content.decode()
        assert said in text and (who in text) == (level == "people") and "<svg" in text and "方案一：倍数 3.2" in text
        assert '<details class="qx-what-if qx-no-print">' in text and f"level={level}" in text
    assert place.finance.get(f"{address}&level=x").context["level"] == "payer"
    for asking in ("?year=2019", "?a-cap=1.5&year=2019", "?a-multiple=3.2&more=1&year=2019"):
        assert '<details class="qx-what-if qx-no-print" open>' in place.finance.get(f"{reverse('pay:what_if')}{asking}").content.decode()


def test_scenarios_keep_their_names_when_a_first_one_is_left_out(place):
    answer = place.finance.get(f"{reverse('pay:what_if')}?b-multiple=3.2&more=1&year=2019")
    assert answer.context["names"] == ["现行", "方案二"] and [form.prefix for form in answer.context["forms"]] == ["b", "a"]


def test_the_excel_holds_everybody_and_adds_up(place):
    answer = place.finance.get(f"{reverse('pay:what_if_file')}?{place.query(**{'a-multiple': '3.2'})}")
    rows = [row for row in openpyxl.load_workbook(io.BytesIO(answer.content))["每个人"].iter_rows(values_only=True) if row[0]]
    person = next(row for row in rows if row[0] == place.stage.village.member.name)
    amounts = [Decimal(str(cell)) for cell in person if isinstance(cell, (int, float, Decimal))]
    assert len(amounts) == 10 and sum(amounts[:3]) == amounts[3] and sum(amounts[5:8]) == amounts[8] > amounts[3]
    assert place.approver.get(f"{reverse('pay:what_if_file')}?{place.query()}").status_code == 403


def test_bands_go_out_and_come_back(place):
    form = ScenarioForm({"bands": bands_text(place.seen.bands)})
    assert "bands" not in form.errors and [r["leading_posts"] for r in form.cleaned_data["bands"]] == [r["leading_posts"] for r in place.seen.bands]
