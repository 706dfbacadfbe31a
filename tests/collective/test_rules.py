"""R-C04, R-C07, R-C08 and the arithmetic of land and rent: worked examples, boundary values, and no cent or m² ever lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianxian.collective.rules import distribution, leases, members, property
from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused, evaluate
from qianxian.rulebook.shipped import shipped_settings

# A machine with other work on it draws slowly; that is no fault of the rules.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LAW, BEFORE = dt.date(2025, 5, 1), dt.date(2025, 4, 30)


def asked(rule: str, on: dt.date = LAW, **facts):
    return evaluate(rule, on, facts, shipped_settings())


def codes(answer) -> list[str]:
    return [v.code for v in answer.violations]


# R-C04
@pytest.mark.parametrize("event", [code for code, _ in members.KEEPS])
def test_life_ends_no_membership(event):
    answer = asked("R-C04", event=event)
    assert answer.outputs == {"effect": "keep", "may_remove": False, "error": "not_a_ground"}


@pytest.mark.parametrize("event", [code for code, _ in members.JOINS])
def test_five_ways_in(event):
    assert asked("R-C04", event=event).outputs["effect"] == "join"


@pytest.mark.parametrize(
    ("facts", "effect", "error"),
    [
        ({"event": "death"}, "lose", None), ({"event": "nationality_lost"}, "lose", None),
        ({"event": "member_elsewhere"}, "keep", "not_member_elsewhere"), ({"event": "member_elsewhere", "elsewhere": "  "}, "keep", "not_member_elsewhere"),
        ({"event": "member_elsewhere", "elsewhere": "南澳村股份合作经济社"}, "lose", None),
        ({"event": "civil_servant"}, "lose", None), ({"event": "civil_servant", "contract_civil_servant": True}, "keep", "contract_civil_servant"),
    ],
)  # fmt: skip
def test_four_ways_out(facts, effect, error):
    answer = asked("R-C04", **facts)
    assert (answer.outputs["effect"], answer.outputs["error"], answer.outputs["may_remove"]) == (effect, error, effect == "lose")


def test_the_law_begins_on_its_day():
    assert asked("R-C04", BEFORE, event="death").outputs is None
    assert asked("R-C04", LAW, event="death").outputs is not None
    with pytest.raises(InputsRefused):
        asked("R-C04", event="left_home")


@pytest.mark.parametrize(("on", "full"), [(dt.date(2027, 12, 15), False), (dt.date(2027, 12, 16), True), (dt.date(2027, 12, 17), True)])
def test_full_age_comes_with_the_eighteenth_birthday(on, full):
    assert members.of_full_age(dt.date(2009, 12, 16), on) is full


def test_a_seat_of_five_years_ends_the_day_before():
    assert members.last_day_of_seat(dt.date(2019, 1, 10)) == dt.date(2024, 1, 9)
    assert members.last_day_of_seat(dt.date(2020, 2, 29)) == dt.date(2025, 2, 27)


# one party
@pytest.mark.parametrize(("one", "other", "same"), [("某某（斗门）有限公司", "某某(斗门) 有限公司", True), ("张三", "张三", True), ("张三", "张三丰", False), ("", "", False)])
def test_one_party_under_two_spellings(one, other, same):
    assert leases.same_party(one, other) is same


# R-C07
def test_the_handbooks_example():
    answer = asked("R-C07", income="1000000", loss_carried="100000", shares=2100)
    assert answer.outputs == {"base": D("900000.00"), "reserve": D("270000.00"), "welfare": D("0.00"), "members_total": D("630000.00"), "per_share": D("300.00"),
                              "remainder": D("0.00"), "allowed": True, "error": None}  # fmt: skip


@pytest.mark.parametrize(
    ("income", "loss", "error"), [("100", "100.01", "nothing_to_distribute"), ("100", "100", "nothing_to_distribute"), ("100.01", "100", None), ("-5", "0", "nothing_to_distribute")]
)
def test_nothing_comes_out_of_nothing(income, loss, error):
    assert asked("R-C07", income=income, loss_carried=loss, shares=1).outputs["error"] == error


def test_nobody_borrows_to_distribute():
    answer = asked("R-C07", income="100", shares=1, borrowed=True)
    assert answer.outputs["error"] == "by_borrowing" and answer.outputs["members_total"] == 0


def test_rates_above_the_whole_cannot_be():
    with pytest.raises(ImpossibleFacts):
        asked("R-C07", income="100", shares=1, reserve_rate="0.7", welfare_rate="0.31")
    assert asked("R-C07", income="100", shares=1, reserve_rate="0.7", welfare_rate="0.3").outputs["members_total"] == 0


def test_the_remainder_stays():
    cut = distribution.parts(D("100.00"), D(0), D(0), 3)
    assert (cut.per_share, cut.paid, cut.remainder) == (D("33.33"), D("99.99"), D("0.01"))


@patient
@given(st.integers(1, 10**12), st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 50_000))
def test_no_cent_is_lost(cents, reserve, welfare, shares):
    base, a, b = D(cents) / 100, D(reserve) / 1000, D(min(welfare, 1000 - reserve)) / 1000
    cut = distribution.parts(base, a, b, shares)
    assert cut.reserve + cut.welfare + cut.paid + cut.remainder == base
    assert cut.paid == cut.per_share * shares and 0 <= cut.remainder < D(shares) / 100
    assert min(cut.reserve, cut.welfare, cut.members, cut.per_share) >= 0
    assert all(part == part.quantize(D("0.01")) for part in (cut.reserve, cut.welfare, cut.per_share, cut.remainder))


# R-C08 and land
@pytest.mark.parametrize(
    ("entitled", "certified", "developing", "error"),
    [(600, 439, 139, None), (439, 439, 439, None), (600, "600.000001", 0, "certified_over_entitled"), (600, 439, "439.000001", "developed_over_certified"), (600, 600, 600, None)],
)
def test_a_part_never_exceeds_its_whole(entitled, certified, developing, error):
    answer = asked("R-C08", entitled=entitled, certified=certified, developing=developing)
    assert answer.outputs["ok"] is (error is None) and answer.outputs["error"] == error


def test_lishan():
    assert asked("R-C08", dt.date(2019, 12, 16), entitled=600, certified=439, developing=139).outputs["uncertified"] == 161
    assert property.square_metres_of(D(439)) == D("292666.67")


@pytest.mark.parametrize(
    ("mu", "total", "needed"), [("9.999999", "49999.99", False), ("10", "1", True), ("0", "50000", True), ("0", "49999.99", False), ("139", "1", True)]
)
def test_large_leases_are_the_assemblys(mu, total, needed):
    facts = {"lease_mu": mu, "lease_total": total, "platform_no": "JY1"}
    assert asked("R-C08", **facts).outputs["needs_assembly"] is needed
    assert ("assembly_needed" in codes(asked("R-C08", **facts, assembly=False))) is needed
    assert "assembly_needed" not in codes(asked("R-C08", **facts, assembly=True))


@pytest.mark.parametrize(("last", "long"), [(dt.date(2024, 12, 30), False), (dt.date(2024, 12, 31), False), (dt.date(2025, 1, 1), True)])
def test_a_lease_of_more_than_five_years_is_told(last, long):
    assert asked("R-C08", first_day=dt.date(2020, 1, 1), last_day=last).outputs["long"] is long


@pytest.mark.parametrize(("on", "days", "alert"), [(dt.date(2026, 3, 31), 89, False), (dt.date(2026, 4, 1), 90, False), (dt.date(2026, 4, 2), 91, True)])
def test_arrears_alert_after_ninety_days(on, days, alert):
    outputs = asked("R-C08", on, arrears_since=dt.date(2026, 1, 1)).outputs
    assert (outputs["overdue_days"], outputs["alert"]) == (days, alert)


@pytest.mark.parametrize(("on", "due"), [(dt.date(2026, 6, 1), False), (dt.date(2026, 6, 2), True)])
def test_inventory_falls_due_after_a_year(on, due):
    assert asked("R-C08", on, counted_on=dt.date(2025, 6, 1)).outputs["inventory_due"] is due


@patient
@given(st.integers(1, 10**11))
def test_no_square_metre_is_lost(hundredths):
    metres = D(hundredths) / 100
    mu = property.mu_exactly(metres)
    assert mu == mu.quantize(D("0.000001")) and property.square_metres_of(mu) == metres.quantize(D("0.01"))


# rent
def test_a_schedule_of_three():
    dues = leases.schedule(D("100.00"), dt.date(2019, 1, 31), dt.date(2019, 4, 29), "month")
    assert [(due.due_on.isoformat(), due.amount) for due in dues] == [("2019-01-31", D("33.33")), ("2019-02-28", D("33.33")), ("2019-03-31", D("33.34"))]


@patient
@given(st.integers(1000, 10**11), st.integers(0, 7000), st.sampled_from(sorted(leases.EVERY)))
def test_instalments_make_the_rent(cents, days, every):
    total, first = D(cents) / 100, dt.date(2019, 5, 31)
    last = first + dt.timedelta(days=days)
    dues = leases.schedule(total, first, last, every)
    assert leases.faults_of_schedule(total, dues, first, last) == []


@pytest.mark.parametrize(
    ("dues", "fault"),
    [
        ([], "empty"), ([(1, "50"), (1, "50")], "order"), ([(2, "50"), (1, "50")], "order"), ([(1, "50"), (2, "49.99")], "sum"), ([(1, "100.001")], "amounts"),
        ([(1, "0"), (2, "100")], "amounts"), ([(31, "100")], "outside"),
    ],
)  # fmt: skip
def test_a_schedule_says_what_is_wrong(dues, fault):
    first = dt.date(2019, 5, 1)
    rows = [leases.Due(first + dt.timedelta(days=day), D(amount)) for day, amount in dues]
    assert fault in leases.faults_of_schedule(D(100), rows, first, dt.date(2019, 5, 30))


@pytest.mark.parametrize(("on", "days"), [(dt.date(2019, 12, 15), 0), (dt.date(2019, 12, 16), 0), (dt.date(2019, 12, 17), 1)])
def test_a_day_late_is_the_day_after(on, days):
    assert leases.days_overdue(dt.date(2019, 12, 16), on) == days
