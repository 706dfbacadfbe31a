"""Per person, the year's cumulative income, the tax withheld and the tax on the whole: what the yearly settlement has to put right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qianxian.foundation.actor import Actor
from qianxian.pay.models import DifferenceLine, PayRun, PaySlip
from qianxian.pay.queries.entitlements import known_facts, sums_posted
from qianxian.pay.rules import PAYERS, SettledYear, settled_year, withholding_terms
from qianxian.people.models import Person
from qianxian.rulebook.queries import county_settings

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class PersonSettled:
    """One person's statement of a year; ``taxed`` is False where the year's run withheld no tax and nothing can be compared."""

    person: Person
    division_code: str
    year: int
    settled: SettledYear
    taxed: bool


def settlements(actor: Actor, year: int, persons: Collection[int] | None = None, scope: str | None = None) -> list[PersonSettled]:
    """Everybody paid in the year by an approved run, within reach, by place and name; of the given persons when named."""
    slips = PaySlip.objects.visible_to(actor, scope).filter(year=year, approved_on__isnull=False).select_related("person")
    slips = slips.order_by("division_code", "person__pinyin", "pk")
    rows = list(slips if persons is None else slips.filter(person_id__in=persons))
    if not rows:
        return []  # a year without pay may lie before the county's settings, too
    keys = {row.person_id for row in rows}
    latest = _explanations(actor, year, rows)
    posted = sums_posted(actor, year, keys)
    facts = known_facts(actor, year, _year_end(rows, year), defaultdict(lambda: Decimal(1)), keys)
    terms, _rows = withholding_terms(year, county_settings())
    return [_settled(row, latest[row.person_id], posted[row.person_id], facts.get(row.person_id), terms.brackets) for row in rows]


def _year_end(rows: list[PaySlip], year: int):
    return max(row.through for row in rows)


def _explanations(actor: Actor, year: int, rows: list[PaySlip]) -> dict[int, dict[str, Any]]:
    """Person → how the year's deductions were last computed: by the slip, or by the last correction that touched the person."""
    found = {row.person_id: row.explanation.get("withholding") or {} for row in rows}
    lines = DifferenceLine.objects.visible_to(actor).filter(year=year, person_id__in=found).exclude(explanation={}).order_by("id")
    for person_id, explanation in lines.values_list("person_id", "explanation"):
        found[person_id] = explanation.get("withholding") or {}
    return found


def _settled(row: PaySlip, why: dict[str, Any], sums: dict[str, Decimal], known, brackets) -> PersonSettled:
    months = [month["month"] for month in why.get("months", ())]
    declared = known.additional if known else {}
    additional = sum((declared.get(month, NOTHING) for month in months), NOTHING)
    apart = bool(why.get("separate"))
    settled = settled_year(
        sum((sums[payer] for payer in PAYERS), NOTHING), sums["insurance"], Decimal(why.get("basic", 0)) * len(months), additional, sums["tax"], brackets,
        apart=sums["town"] if apart else NOTHING, tax_apart=Decimal(why.get("bonus_tax", 0)) if apart else NOTHING,
    )  # fmt: skip
    return PersonSettled(row.person, row.division_code, row.year, settled, bool(why.get("taxed")))


def settlement_run(actor: Actor, year: int) -> PayRun | None:
    """The approved run the statement rests on."""
    return PayRun.objects.visible_to(actor).filter(year=year, state=PayRun.State.APPROVED).order_by("-id").first()
