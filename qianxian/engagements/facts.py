"""The facts that a decision about a post rests on, gathered from rows: offices held, vetting in force, planned posts and who holds them.

Example: ``place_faults(centre, day, candidate)`` is empty when the plan of that year still has a place. Reads only; the rules judge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qianxian.centres.models import ServiceCentre, StaffingPlan
from qianxian.centres.queries import plan_on
from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, ReviewRequest, VettingCase, YearlyGrade
from qianxian.foundation.errors import Violation
from qianxian.foundation.periods import Period, PeriodRefused, add_days, add_months
from qianxian.organisations.models import Committee, Mandate
from qianxian.people.models import Person

State = EngagementReview.State
OPEN = (State.NOMINATED, State.PROPOSED, State.RETURNED, State.DECIDED, State.PUBLICISED, State.DEFERRED)
UNDECIDED = (State.NOMINATED, State.PROPOSED, State.RETURNED, State.DEFERRED)
TO_BE_ENGAGED = (State.DECIDED, State.PUBLICISED)
RENEWAL_MONTHS = 6  # a new review may begin in the last half year of a term, so that a renewal leaves no gap
RANK = [r for r, _word in Mandate.Role.choices]


def secretary_mandates(division_code: str) -> QuerySet[Mandate]:
    """Every secretary's mandate of the village's top party organisation, whenever."""
    return Mandate.objects.filter(role="secretary", organisation__is_top_of_village=True, organisation__division_code=division_code)


def serving_secretary(division_code: str, on: dt.date) -> Mandate | None:
    """The mandate of who is secretary of the village's top party organisation on the day, with the organisation."""
    return secretary_mandates(division_code).filter(period__contains=on).select_related("organisation").first()


def is_secretary(person: Person, centre: ServiceCentre, on: dt.date) -> bool:
    """True when the person is the serving secretary of the village's top party organisation on the day."""
    return secretary_mandates(centre.division_code).filter(person=person, period__contains=on).exists()


def director_faults(person: Person, centre: ServiceCentre, first: dt.date, last: dt.date | None = None) -> list[Violation]:
    """R-E02: the director is the serving secretary for every day asked."""
    held = [
        Period.from_half_open(m.period.lower or dt.date.min, m.period.upper)
        for m in secretary_mandates(centre.division_code).filter(person=person).order_by("period")
    ]
    if _covers(held, first, last or first):
        return []
    ends = max((p.last for p in held if p.last and first in p), default=None)
    if ends:
        return [
            Violation("director", _("主任的聘期不能超过书记任期，这位书记任期到 %(day)s。请改聘期。") % {"day": ends}, "R-E02", "term_to")
        ]
    return [Violation("director", _("主任由现任村（社区）党组织书记担任，下属支部的书记不算。这个人当天不是村（社区）党组织书记，请另选岗位或人选。"), "R-E02", "post")]


def _covers(held: list[Period], first: dt.date, last: dt.date) -> bool:
    for period in held:
        if first in period:
            if period.last is None or last <= period.last:
                return True
            first = add_days(period.last, 1)
    return False


def office_of(person: Person, centre: ServiceCentre, post: str, on: dt.date) -> Mandate | None:
    """The elected or party office in that village which the candidacy rests on; the highest where there are several."""
    if post == EngagementReview.Post.DIRECTOR:
        return secretary_mandates(centre.division_code).filter(person=person, period__contains=on).first()
    held = Mandate.objects.filter(person=person, period__contains=on, division_code=centre.division_code)
    return min(held, key=lambda m: RANK.index(m.role), default=None)


def usable_vetting(person: Person, on: dt.date) -> VettingCase | None:
    """What was concluded last about the person while it holds on the day (an objection outweighs an older clearance), else his latest vetting."""
    cases = VettingCase.objects.filter(person=person)
    concluded = cases.filter(state__in=["cleared", "blocked"], concluded_on__lte=on).order_by("-concluded_on", "-id").first()
    if concluded and (concluded.state == "blocked" or concluded.valid_until >= on):
        return concluded
    return cases.order_by("-id").first()


def grade_before(person: Person, on: dt.date) -> YearlyGrade | None:
    """The person's latest yearly grade decided by the day; None before the first."""
    return YearlyGrade.objects.filter(person=person, decided_on__lte=on).order_by("-year").first()


def avoided_offices(person: Person, division_code: str, on: dt.date) -> set[str]:
    """The offices that R-E09 knows and the person holds in the village on the day, by the rule's codes."""
    held = Mandate.objects.filter(person=person, division_code=division_code, period__contains=on).select_related("committee")
    found = set()
    for row in held:
        if row.committee is None:
            found |= {"secretary"} & {row.role}
        else:
            found.add("supervision" if row.committee.kind == Committee.Kind.SUPERVISION else "head" if row.role == Mandate.Role.HEAD else "committee")
    return found


def vetting_of(review: EngagementReview, on: dt.date) -> VettingCase | None:
    """What the review rests on: while a decision is awaited the person's vetting as it stands on the day, afterwards the one decided upon."""
    return (usable_vetting(review.person, on) if review.state in UNDECIDED else None) or review.vetting_case


def vetted_on(on: dt.date) -> set[int]:
    """Keys of the persons with a clearance in force on the day."""
    return set(VettingCase.objects.filter(state="cleared", concluded_on__lte=on, valid_until__gte=on).values_list("person_id", flat=True))


def open_review_of(person: Person) -> bool:
    """True while a review of the person waits for anybody."""
    return EngagementReview.objects.filter(person=person, state__in=OPEN).exists()


def engaged_now(person: Person, on: dt.date) -> bool:
    """True when the person holds a post that goes on for longer than the months in which a renewal may begin."""
    return Engagement.objects.filter(
        person=person, acting=False, period__contains=on, period__endswith__gt=add_months(on, RENEWAL_MONTHS)
    ).exists()


def posts_allowed(plan: StaffingPlan | None) -> int:
    """Planned leading posts with the approved exception; none without a plan."""
    return plan.leading_posts + plan.exception_posts if plan else 0


def holders_on(centre: ServiceCentre, on: dt.date) -> set[int]:
    """Who holds a leading post of the centre on the day (person keys); an acting director counts once."""
    return set(Engagement.objects.filter(centre=centre, period__contains=on).values_list("person_id", flat=True))


def place_faults(centre: ServiceCentre, on: dt.date, candidate: Person, states: tuple[str, ...] = TO_BE_ENGAGED) -> list[Violation]:
    """R-E03: a planned place is free for the candidate, counting who holds one and whose review stands in ``states``."""
    plan = plan_on(centre, on)
    if plan is None:
        return [
            Violation(
                "no_plan", _("%(centre)s 还没有核定岗位数。请先按常住人口核定本年度岗位。") % {"centre": centre.name}, "R-E03", "centre"
            )
        ]
    waiting = EngagementReview.objects.filter(centre=centre, state__in=states).exclude(person=candidate)
    if states == TO_BE_ENGAGED:  # a refusal that waits for its notice holds no place
        waiting = waiting.filter(decisions__outcome="engaged", decisions__replaced_by__isnull=True)
    others = (holders_on(centre, on) | set(waiting.values_list("person_id", flat=True))) - {candidate.pk}
    places = posts_allowed(plan)
    if len(others) < places:
        return []
    return [
        Violation(
            "no_place",
            _("%(centre)s 核 %(places)d 岗，已聘或在办 %(held)d 人，没有空额。超出核定数要有批准文件。")
            % {"centre": centre.name, "places": places, "held": len(others)},
            "R-E03",
            "centre",
        )
    ]


def restored(decision: EngagementDecision | None) -> bool:
    """True when the decision engages in place of one that a review overturned: R-E03 does not refuse it, the review's paper is the document it asks for."""
    if decision is None or decision.outcome != EngagementDecision.Outcome.ENGAGED or decision.replaces_id is None:
        return False
    return overturned(decision.replaces_id)


def overturned(decision_id: int | None) -> bool:
    """True when a review overturned the decision of this key."""
    return ReviewRequest.objects.filter(decision=decision_id, result=ReviewRequest.Result.OVERTURNED).exists()


def acting_after(centre: ServiceCentre, last_day: dt.date) -> QuerySet[Engagement]:
    """Acting directors of the centre whose days go on after the day."""
    return Engagement.objects.filter(centre=centre, post="director", acting=True, period__endswith__gt=add_days(last_day, 1)).order_by("period")


def directors_between(centre: ServiceCentre, first: dt.date, last: dt.date) -> QuerySet[Engagement]:
    """Directors and acting directors of the centre in the days from first to last."""
    try:
        days = Period(first, last).half_open()
    except PeriodRefused:
        return Engagement.objects.none()
    return Engagement.objects.filter(centre=centre, post="director", period__overlap=days)


def director_engagements(person: Person, division_code: str, after: dt.date) -> QuerySet[Engagement]:
    """The person's director engagements in that village which would go on after the day."""
    return Engagement.objects.filter(
        person=person, centre__division_code=division_code, post="director", acting=False, period__endswith__gt=add_days(after, 1)
    ).order_by("period")


def late_for_acting(centre: ServiceCentre, first_day: dt.date, within: int) -> int:
    """Days by which an acting director comes after the days allowed since the post fell vacant; 0 when in time or never filled before."""
    last = (
        Engagement.objects.filter(centre=centre, post="director", acting=False, period__endswith__lte=first_day)
        .order_by("-period__endswith")
        .first()
    )
    if last is None:
        return 0
    return max(0, (first_day - add_days(last.period.upper, -1)).days - within)


def service_spans(people: Iterable[Person]) -> dict[int, list[tuple[dt.date, dt.date | None]]]:
    """The days [first, after) for which each person may be graded, by his key: engaged at a centre, or, in the years before the year in which
    his village's centre opened, a member of its two committees. Who was only elected after that takes no grade (R-E01, R-E10)."""
    wanted = [one.pk for one in people]
    found: dict[int, list[tuple[dt.date, dt.date | None]]] = {}
    for person, period in Engagement.objects.filter(person__in=wanted).values_list("person_id", "period"):
        found.setdefault(person, []).append((period.lower, period.upper))
    two = Q(committee__kind__in=("villagers_committee", "residents_committee")) | Q(organisation__is_top_of_village=True)
    held = list(Mandate.objects.filter(two, person__in=wanted).values_list("person_id", "division_code", "period"))
    opened = dict(ServiceCentre.objects.filter(division_code__in={code for _p, code, _d in held}, opened_on__isnull=False).values_list("division_code", "opened_on"))
    for person, code, period in held:
        if code in opened:
            before = dt.date(opened[code].year, 1, 1)
            found.setdefault(person, []).append((period.lower or dt.date.min, min(period.upper or before, before)))
    return found


def served_in(spans: Iterable[tuple[dt.date, dt.date | None]], year: int) -> bool:
    """Whether one of the spans has a day of the year."""
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    return any(max(lower, first) < min(upper or after, after) for lower, upper in spans)
