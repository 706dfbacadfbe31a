"""What a person should have had of an approved run's year, less what stands posted: the policy of the year, and the difference with its reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qianxian.foundation.errors import violated
from qianxian.foundation.rulebook import DatedSetting, RulebookError, SettingMissing
from qianxian.pay.explanations import explain
from qianxian.pay.models import PayRun
from qianxian.pay.queries.entitlements import PersonFacts
from qianxian.pay.rules import PARTS, Moved, PayTerms, WithholdingTerms, differences, entitled, net_of, paid_spans, terms_for, withholding_terms
from qianxian.rulebook.queries import county_settings, known_keys, titled

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class YearPolicy:
    """What a year is paid and withheld by, with the dated rows behind it; ``provisional`` when an older index stands in."""

    terms: PayTerms
    withholding: WithholdingTerms
    rows: list[DatedSetting]
    provisional: bool


def policy_of(year: int, on: dt.date) -> YearPolicy:
    """The county's policy for a year as known on a day. Raises RuleViolated (``policy_missing``) naming the gap."""
    book = county_settings()
    try:
        terms, rows, provisional = terms_for(year, on, book)
        withholding, more = withholding_terms(year, book)
        return YearPolicy(terms, withholding, [*rows, *more], provisional)
    except SettingMissing as gap:
        told = {"title": titled(known_keys()[gap.key]), "on": gap.on}
        raise violated("policy_missing", _("参数「%(title)s」在 %(on)s 没有生效的取值。先在「参数」页补登取值和依据文件，再编制。") % told) from gap
    except RulebookError as unfit:
        raise violated("policy_unfit", str(unfit)) from unfit


def withholding_of(run: PayRun, policy: YearPolicy) -> WithholdingTerms:
    """What the run withheld and bore beside the pay: a correction never brings in what the year's run knew nothing of."""
    recorded = run.settings.get("withholding")
    if not recorded:
        return WithholdingTerms(taxed=False)
    insurance = policy.withholding.insurance
    if insurance is not None and not recorded.get("employer"):
        return replace(policy.withholding, insurance=replace(insurance, employer_rates={}))
    return policy.withholding


def difference_of(
    run: PayRun, policy: YearPolicy, withholding: WithholdingTerms, person_id: int, known: PersonFacts | None, posted: dict[str, Decimal], moved: Sequence[Moved] = ()
) -> dict[str, Any] | None:
    """Should be, posted and difference of a person part by part, in yuan, with its reasons; None where nothing differs. Raises RuleViolated where nothing can be computed."""
    if known is None:  # paid, and no fact supports it any more: nothing was due
        known = PersonFacts(run.division_code, "")
    spans = paid_spans(known.held, known.stops, known.died_on)
    try:
        due = entitled(run.year, spans, policy.terms, known.grade or None, withholding, known.additional)
    except RulebookError as refused:
        raise violated("not_computable", str(refused)) from refused
    amounts = differences(due.sums, posted)
    if not amounts:
        return None
    return {
        "person": person_id, "division_code": known.division_code, "centre": known.centre,
        "should": {part: str(due.sums[part]) for part in PARTS}, "posted": {part: str(posted.get(part, NOTHING)) for part in PARTS},
        "amounts": {part: str(amount) for part, amount in amounts.items()}, "net": str(net_of(amounts)),
        "explanation": explain(due, policy.terms, withholding, policy.rows, known.centre, known.grade)
        | {"stops": [{"kind": s.kind, "first": s.first.isoformat(), "last": s.last.isoformat(), "share": str(s.share)} for s in known.stops],
           "restored": [{"from": r.first_day.isoformat(), "decided_on": r.decided_on.isoformat(), "by": r.document} for r in known.restored],
           "actual": [{"first": first.isoformat(), "last": last.isoformat(), "by": by} for first, last, by in known.actual_days],
           "moved": [{"post": one.post, "was": _days(one.was), "now": _days(one.now)} for one in moved],
           "died_on": known.died_on.isoformat() if known.died_on else ""},
    }


def _days(span: tuple[dt.date, dt.date] | None) -> list[str]:
    return [day.isoformat() for day in span] if span else []
