"""Corrections that reach a book late: back pay of a village that had no slip in the run is paid under it, and pay taken back after it went out comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from qianxian.engagements import commands as engagements
from qianxian.engagements.models import ReviewRequest
from qianxian.foundation import integrity
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds import commands
from qianxian.funds.models import Account, Voucher
from qianxian.funds.queries import accruals
from qianxian.funds.queries.payments import due_of_run, runs_for
from qianxian.pay.models import DifferenceLine, PaySlip
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER
from tests.engagements.stage import SECOND_COMMITTEE, day, person, ruled
from tests.engagements.stage import village as engaging
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, ON, SECOND_BOOKKEEPER, yuan
from tests.funds.test_accruals import INSERT, accrued, balances
from tests.funds.test_cheats import head, line, refused
from tests.funds.test_corrections_paid import corrected
from tests.funds.test_pay_runs import asked, unmet, v, village_run
from tests.funds.test_withheld import handed_on
from tests.pay.stage import approved, correct
from tests.registry_pages import browser_of

__all__ = ["v"]
pytestmark = pytest.mark.django_db
PAYABLE = "21201"


@pytest.fixture
def run():
    """The year's run of one person of the village."""
    return village_run()


def restored():
    """The run of the year, in which the village had nobody; afterwards its refused candidate was given back the post, and the run corrected."""
    other = engaging("440403103203", name="小赤坎村")
    other.engaged(other.secretary, "director")
    place, who = engaging(), person("容少珍")
    place.vetted(who)
    review = place.decided(who, outcome="not_engaged", on=day(5, 1), statement_heard_on=day(5, 1))
    notice = engagements.issue_notice(decision=review.decisions.get(), contact="斗门镇组织办", by=TOWN_OFFICER, on=day(5, 2))
    engagements.serve_notice(notice=notice, served_on=day(5, 3), by=TOWN_OFFICER, on=day(5, 3))
    request = engagements.request_review(decision=review.decisions.get(), grounds="影响期已满", by=TOWN_OFFICER, on=day(5, 6))
    made = approved()
    bind(SERVICE)
    engagements.answer_review(request=request, result=ReviewRequest.Result.OVERTURNED, panel="镇纪委、组织办", reasons="影响期已满", by=SECOND_COMMITTEE, on=day(7, 10),
                              ruling=ruled(term_from=day(7, 11), term_to=day(3, 31, 2020)))  # fmt: skip
    bind(COUNTY_OFFICER)
    correct(made, "overturned_review", who)
    bind(SERVICE)
    return made


def back(v, run, account: str, amount: Decimal, **more):
    """What came back, drafted and posted."""
    given = {"book": v.book, "fund": v.pay, "bank_account": v.centre, "run": run, "account": account, "amount": amount, "document": "退款回单1号", "date": ON} | more
    voucher = commands.check_voucher(draft=commands.recover_pay(**given, by=BOOKKEEPER, on=ON), by=SECOND_BOOKKEEPER, on=ON)
    stage.settle()
    return voucher


def faults() -> list[str]:
    """What the checks of money and pay would name, asked in the test's own transaction."""
    integrity.checks()
    with connection.cursor() as cursor:
        found = []
        for name, statement in integrity._offers.items():
            if "funds_" in statement or "pay_" in statement:
                cursor.execute(statement)
                found += [f"{name}: {row[0]}" for row in cursor.fetchall()]
    return found


@pytest.mark.parametrize("book_it", [False, True])
def test_a_village_without_a_slip_pays_restored_back_pay_under_the_run(book_it):
    made = restored()
    v = stage.village()
    v.receive(v.pay, "300000")
    stage.ceiling(stage.SECRETARY.login, 300000)
    bind(stage.HANDLER)  # under the village's own reach
    assert not PaySlip.objects.filter(run=made).exists() and [(r.pk, r.number) for r in runs_for(stage.VILLAGE)] == [(made.pk, made.number)]
    bind(SERVICE)
    due, account = due_of_run(made.pk, stage.VILLAGE), "51301"
    assert due > 0
    if book_it:
        accrued(v)
        account = PAYABLE
        assert balances(v)[PAYABLE] == -due
    assert unmet(asked(v, made, due + yuan("0.01"), account=Account.objects.get(code=account))) == {"pay_run"}
    stage.carried(asked(v, made, due, account=Account.objects.get(code=account)))
    assert due_of_run(made.pk, stage.VILLAGE) == 0 and balances(v).get(PAYABLE, Decimal(0)) == 0
    if not book_it:
        key = accruals.pay_due(BOOKKEEPER, v.book)[0].key
        with pytest.raises(RuleViolated, match="直接记入费用"):
            commands.accrue_pay(book=v.book, fund=v.pay, key=key, date=ON, by=BOOKKEEPER, on=ON)


def test_pay_taken_back_after_it_went_out_is_accrued_and_comes_back_to_the_cent(v, run):
    accrued(v)
    paid = due_of_run(run.pk, stage.VILLAGE)
    stage.carried(asked(v, run, paid, account=Account.objects.get(code=PAYABLE)))
    insurance = sum((s.insurance + s.employer_city + s.employer_district + s.employer_town for s in PaySlip.objects.filter(run=run, division_code=stage.VILLAGE)), Decimal(0))
    if insurance:
        stage.carried(handed_on(v, run, "211", insurance))
    assert accruals.overpaid(v.book) == []
    corrected(run, back=False)
    accrued(v)  # one draft per payer, whatever their order: no further below zero than was paid
    found = {one.account: one.amount for one in accruals.overpaid(v.book)}
    assert found[PAYABLE] == balances(v)[PAYABLE] == -due_of_run(run.pk, stage.VILLAGE) > 0
    for account, amount in found.items():
        with pytest.raises(RuleViolated, match="收回不能超过"):
            back(v, run, account, amount + yuan("0.01"))
        first = back(v, run, account, amount - 1)
        back(v, run, account, yuan(1))
    assert accruals.overpaid(v.book) == [] and due_of_run(run.pk, stage.VILLAGE) == 0
    assert {code: amount for code, amount in balances(v).items() if code in found and amount} == {}
    assert first.recovers_id == run.pk and faults() == []
    v.reverse(first)
    assert sum(one.amount for one in accruals.overpaid(v.book)) == first.total


def test_a_correction_that_gives_again_is_paid_again(v, run):
    """Taken back, recovered, and given again: due once more."""
    paid = due_of_run(run.pk, stage.VILLAGE)
    stage.carried(asked(v, run, paid))
    corrected(run, back=False)
    less = -due_of_run(run.pk, stage.VILLAGE)
    assert {one.account: one.amount for one in accruals.overpaid(v.book)} == {"51301": less}
    back(v, run, "51301", less)
    assert due_of_run(run.pk, stage.VILLAGE) == 0 and balances(v)["51301"] == paid - less
    corrected(run)
    assert due_of_run(run.pk, stage.VILLAGE) == less
    stage.carried(asked(v, run, less))
    assert unmet(asked(v, run, yuan("0.01"))) == {"pay_run"}


def test_by_straight_sql_nothing_comes_back_that_was_not_overpaid(v, run):
    paid = due_of_run(run.pk, stage.VILLAGE)
    stage.carried(asked(v, run, paid))

    def told(fund, bank, account, amount):
        return refused(head(v, 2, amount, recovers_id=run.pk), line(v, 1, "102", fund, amount, bank=bank), line(v, 2, account, fund, 0, amount))

    assert told(v.pay, v.centre, "51301", 1) == "recovered_within_what_was_overpaid"
    corrected(run, back=False)
    less = -due_of_run(run.pk, stage.VILLAGE)
    assert told(v.pay, v.centre, "51301", less + yuan("0.01")) == "recovered_within_what_was_overpaid"
    assert told(v.pay, v.centre, "112", less) == "recovered_pay_into_its_fund"
    assert told(v.rent, v.collective, "51301", less) in ("collective_pays_no_cadre", "recovered_pay_into_its_fund")
    assert told(v.venue, v.centre, "504", less) == "recovered_pay_into_its_fund"
    assert refused(head(v, 2, less), line(v, 1, "102", v.pay, less, bank=v.centre), line(v, 2, "51301", v.pay, 0, less)) == "public_money_from_its_source"


def test_by_straight_sql_no_line_is_of_another_run_or_village(v, run):
    corrected(run, back=False)
    columns = [f.column for f in DifferenceLine._meta.concrete_fields if f.name not in ("id", "uuid")]
    one = DifferenceLine.objects.first()
    for column, value in (("division_code", "'440403103209'"), ("number", "'GZ2018-440403-01-C01-0001'"), ("run_id", "run_id + 1")):
        copied = ", ".join({column: value, "turn": "turn + 1"}.get(c, c) for c in columns)
        told = refused((f"INSERT INTO pay_differenceline (uuid, {', '.join(columns)}) SELECT gen_random_uuid(), {copied} FROM pay_differenceline WHERE id = %s", [one.pk]))
        assert told in ("difference_of_its_correction", "difference_follows_what_is_posted")


def test_by_straight_sql_pay_is_accrued_only_as_it_was_approved(v, run):
    bind(SERVICE)
    key = accruals.pay_due(BOOKKEEPER, v.book)[0].key
    draft = commands.accrue_pay(book=v.book, fund=v.pay, key=key, date=ON, by=BOOKKEEPER, on=ON)
    commands.drop_draft(draft=draft, reason="试", by=BOOKKEEPER)
    kept = 'gen_random_uuid(), 1, division_code, book_id, kind, "on", summary, document'
    more = f"{INSERT} SELECT {kept}, {{lines}}, pay_key, 'prepared', prepared_by, prepared_on, '', '' FROM funds_voucherdraft WHERE id = %s"
    doubled = "replace(lines::text, '\"debit\": \"', '\"debit\": \"1')::jsonb"
    assert refused((more.format(lines=doubled), [draft.pk])) == "pay_accrued_as_approved"
    assert refused((more.format(lines="replace(lines::text, '21201', '504')::jsonb"), [draft.pk])) == "pay_accrued_as_approved"


def test_the_page_offers_what_was_overpaid(v, run, monkeypatch):
    stage.carried(asked(v, run, due_of_run(run.pk, stage.VILLAGE)))
    browser, where = browser_of(BOOKKEEPER, monkeypatch), f"/funds/books/{v.book.uuid}/recover/"
    assert "没有多发" in browser.get(where).content.decode()
    corrected(run, back=False)
    less = -due_of_run(run.pk, stage.VILLAGE)
    assert run.number in browser.get(where).content.decode()
    given = {"overpaid": f"{run.pk}/51301", "amount": str(less), "fund": str(v.pay.uuid), "bank_account": str(v.centre.uuid), "document": "退款回单", "date": ON.isoformat()}
    assert browser.post(where, given | {"amount": str(less + 1)}).status_code == 422
    assert browser.post(where, given).status_code == 302
    assert not Voucher.objects.filter(recovers=run).exists()  # for another to check first
