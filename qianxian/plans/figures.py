"""How each figure of the article is computed from rows of the rooms below. No figure is typed here; what is not built has no function.

Example: ``COMPUTED["F47"].compute(actor, date(2019, 6, 24))`` counts the members of Bajia on that day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from qianxian.centres import queries as centres
from qianxian.collective.queries import property as land
from qianxian.divisions import queries as divisions
from qianxian.divisions.models import Division
from qianxian.engagements import queries as engagements
from qianxian.foundation.actor import Actor
from qianxian.funds.queries import payments, rectification
from qianxian.organisations import queries as organisations
from qianxian.pay import queries as pay
from qianxian.projects import queries as projects
from qianxian.rulebook.queries import county_settings
from qianxian.threads import queries as threads
from qianxian.threads.models import Thread

YEAR = 2019
BAJIA, LISHAN, DACHIKAN, XIAOCHIKAN = "八甲村", "荔山村", "大赤坎村", "小赤坎村"
#: What 基层党组织 means: not the county's committee, not the working committees it sends out.
GRASSROOTS = ("primary_party_committee", "general_party_branch", "party_branch", "joint_branch", "temporary_branch")

#: Of the whole county; of one village with its code besides.
Compute = Callable[..., Any]


@dataclass(frozen=True)
class Computed:
    """A figure with its function; ``place`` names the village it is about (else the whole county), ``page`` the rows behind it."""

    compute: Compute
    place: str = ""
    page: str = ""
    query: str = ""
    agrees: Callable[[Any], bool] | None = None


def village(name: str, on: dt.date) -> Division | None:
    """The village or community of that name on the day."""
    return divisions.villages(on).filter(name=name).first()


def _opened(actor: Actor, on: dt.date) -> int:
    return centres.main_centres_on(on, actor).filter(opened_on__year=YEAR).count()


def _outcome(outcome: str) -> Compute:
    return lambda actor, on: engagements.outcomes_on(on, actor).get(outcome, 0)


def _engaged(actor: Actor, on: dt.date) -> int:
    return engagements.engaged_on(on, actor).order_by().values("person").distinct().count()


def _grassroots(actor: Actor, on: dt.date) -> int:
    counts = organisations.counts_by_kind(actor, on)
    return sum(counts.get(kind, 0) for kind in GRASSROOTS)


def _slips(actor: Actor) -> list:
    run = pay.standing_run(actor, YEAR)
    return list(pay.slips(actor, run)) if run else []


def _cleared(actor: Actor, on: dt.date) -> str | int | None:
    """"all" when everybody with a criminal punishment on record was taken out of office by the law; else how many still hold one."""
    cleared, holding = engagements.convicted_in_office(actor, on)
    return holding or ("all" if cleared else None)


def _largest_bonus(actor: Actor, on: dt.date) -> Decimal | None:
    shares = [slip.bonus / slip.base_paid for slip in _slips(actor) if slip.base_paid]
    return _rounded(max(shares) * 100, "0.01") if shares else None


def _lowest_multiple(actor: Actor, on: dt.date) -> Decimal | None:
    """The least that a full month's base pay came to over a year, before the post's coefficient, against the index of the year before."""
    found = [
        Decimal(month["full"]) * 12 / Decimal(month["coefficient"]) / Decimal(slip.explanation["index"]) for slip in _slips(actor) for month in slip.explanation["months"]
    ]
    return _rounded(min(found), "0.01") if found else None


def _paid_before(actor: Actor, on: dt.date) -> Decimal | None:
    row = county_settings().find("pay.previous_average", dt.date(YEAR - 1, 12, 31))
    return row.value if row else None


def _rectification(actor: Actor, on: dt.date) -> Decimal | None:
    """Rectification money of all four kinds that had come in, in yuan; None where none was ever allocated."""
    kinds = rectification.by_kind(actor, on)
    return sum((kind.received for kind in kinds), Decimal(0)) if any(kind.allocated for kind in kinds) else None


def _population(column: str) -> Compute:
    def read(actor: Actor, on: dt.date, code: str) -> int | None:
        snapshot = divisions.latest_snapshot(code, on.year)
        return getattr(snapshot, column) if snapshot else None

    return read


def _income(actor: Actor, on: dt.date, code: str) -> int | None:
    """Income per head of the year before, as the statistics of the place give it."""
    snapshot = divisions.latest_snapshot(code, on.year - 1)
    return snapshot.income_per_head if snapshot and snapshot.year == on.year - 1 else None


def _hall(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    centre = centres.main_centres_on(on, actor, code).first()
    return centre.area_m2 if centre else None


def _windows(actor: Actor, on: dt.date, code: str) -> int:
    return centres.window_staff_on(on, actor, code).count()


def _listed(actor: Actor, on: dt.date, code: str) -> int | None:
    row = divisions.designations_of(code).filter(kind="key_difficult", level="city").first()
    return row.period.lower.year if row else None


def _earlier_head(actor: Actor, on: dt.date, code: str) -> str | None:
    """From when to when today's secretary once headed the village's committee."""
    secretary = organisations.secretary_of(code, on)
    if secretary is None:
        return None
    terms = [m.period for m in organisations.mandates_of(secretary.person) if m.role == "head" and m.period.upper]
    return f"{min(p.lower for p in terms).year}–{max(p.upper for p in terms).year}" if terms else None


def _return(actor: Actor, on: dt.date, code: str) -> str | None:
    """The month since when the secretary serves who is the centre's director on the day; None when he is not."""
    secretary = organisations.secretary_of(code, on)
    if secretary is None or not engagements.engaged_on(on, actor, code).filter(person=secretary.person, post="director").exists():
        return None
    return f"{secretary.period.lower:%Y-%m}"


def _founded(actor: Actor, on: dt.date, code: str) -> int | None:
    top = organisations.top_organisation(code)
    return top.founded_on.year if top and top.founded_on else None


def _old_share(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    found = organisations.age_share(organisations.members_on(actor, on, code), on)
    return _rounded(Decimal(found.at_least) / found.members * 100, "0.1") if found.members else None


def _members(actor: Actor, on: dt.date, code: str) -> int:
    return organisations.member_count(actor, on, code)


def _water(read: Callable[[Thread, dt.date], Any]) -> Compute:
    """Read from the thread of Dachikan's water as of the day; None where nobody asked."""

    def of_village(actor: Actor, on: dt.date, code: str) -> Any:
        thread = threads.asked_in(code, "water", actor, on)
        return None if thread is None else read(thread, on)

    return of_village


def _cost(place: int) -> Compute:
    """An estimate by its place in the history: the first, or the last made by the day."""

    def read(thread: Thread, on: dt.date) -> Decimal | None:
        amounts = threads.estimate_amounts(thread, on)
        return amounts[place] if amounts else None

    return _water(read)


def _reserved(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    return land.largest_parcel(actor, code, "reserved", on)


def _certified_land(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    return land.certified_mu(actor, code, "reserved", on)


def _east_of_the_archway(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    return land.part_named(actor, code, "牌坊东", on)


def _market(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    """What the sources of the market's budget add up to."""
    market = projects.thought_of_by(on, actor, code).filter(kind="market").first()
    return projects.raised_for(market, on) if market else None


def _works(actor: Actor, on: dt.date, code: str) -> int:
    return projects.thought_of_by(on, actor, code).exclude(kind="market").count()


def _pipes(actor: Actor, on: dt.date, code: str) -> int | None:
    """How many years the water pipes that the project replaces had stood."""
    since = projects.measured(actor, code, "water", "stands_since", on)
    return on.year - int(since) if since else None


def _old_market(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    return projects.measured(actor, code, "market", "length_km", on)


def _traders(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    return projects.measured(actor, code, "market", "households", on)


def _venue_money(actor: Actor, on: dt.date, code: str) -> Decimal | None:
    """The money received for premises, where it was spent to the last cent; else what was spent of it."""
    received, spent = payments.earmarked(actor, code, "venue", on)
    return spent if received else None


def _rounded(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), ROUND_HALF_UP)


def _turn_of_the_year(month: str) -> bool:
    return "2018-12" <= month <= "2019-03"


COMPUTED: dict[str, Computed] = {
    "F01": Computed(_opened, page="centres:list"),
    "F02": Computed(_engaged, page="engagements:cadres", query="outcome=engaged"),
    "F03": Computed(_outcome("engaged"), page="engagements:cadres", query="outcome=engaged"),
    "F04": Computed(_outcome("not_engaged"), page="engagements:cadres", query="outcome=not_engaged"),
    "F05": Computed(_outcome("deferred"), page="engagements:cadres", query="outcome=deferred"),
    "F06": Computed(lambda actor, on: engagements.replaced_secretaries(actor, on), page="engagements:filings", query="event=removed"),
    "F07": Computed(_cleared),
    "F12": Computed(_grassroots, page="organisations:organisations"),
    "F13": Computed(lambda actor, on: organisations.member_count(actor, on), page="organisations:members"),
    "F15": Computed(_largest_bonus, page="pay:runs"),
    "F16": Computed(_lowest_multiple, page="pay:runs"),
    "F17": Computed(_paid_before, page="rulebook:settings"),
    "F18": Computed(_rectification, page="funds:sources"),
    "F19": Computed(_hall, DACHIKAN, "centres:list"),
    "F20": Computed(_windows, DACHIKAN, "centres:list"),
    "F22": Computed(_water(lambda thread, on: thread.asked_on.year), DACHIKAN, "threads:list"),
    "F23": Computed(_water(threads.stalled_years), DACHIKAN, "threads:list"),
    "F24": Computed(_cost(0), DACHIKAN, "threads:list"),
    "F25": Computed(_cost(-1), DACHIKAN, "threads:list"),
    "F26": Computed(_venue_money, DACHIKAN, "funds:payments"),
    "F21": Computed(_pipes, DACHIKAN, "projects:list", "kind=water"),
    "F29": Computed(_old_market, LISHAN, "projects:list", "kind=market"),
    "F31": Computed(_traders, LISHAN, "projects:list", "kind=market"),
    "F36": Computed(_income, LISHAN, "divisions:division"),
    "F27": Computed(_population("registered"), LISHAN, "divisions:division"),
    "F28": Computed(_population("resident"), LISHAN, "divisions:division"),
    "F32": Computed(_reserved, LISHAN, "collective:land"),
    "F33": Computed(_certified_land, LISHAN, "collective:land"),
    "F34": Computed(_east_of_the_archway, LISHAN, "collective:land"),
    "F30": Computed(_market, LISHAN, "projects:list", "kind=market"),
    "F35": Computed(_works, LISHAN, "projects:list"),
    "F37": Computed(_listed, LISHAN, "divisions:division"),
    "F40": Computed(_earlier_head, XIAOCHIKAN, "organisations:mandates"),
    "F41": Computed(_return, XIAOCHIKAN, "organisations:mandates", agrees=_turn_of_the_year),
    "F42": Computed(_founded, BAJIA, "organisations:organisations"),
    "F43": Computed(_old_share, BAJIA, "organisations:members"),
    "F47": Computed(_members, BAJIA, "organisations:members"),
}
