"""Posts that end or are filled for a while, and the secretary's change with its consequence for the director (R-E02, R-P22).

The elected committee's seat is never touched here: a person keeps it until voters, he himself or the law ends it (R-V09).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.centres.models import ServiceCentre
from qianxian.engagements import facts, judging
from qianxian.engagements import permissions as may
from qianxian.engagements.commands.reviews import Kin, kin_faults
from qianxian.engagements.models import Engagement, EngagementReview
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.organisations import commands as organisations
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person

AFTER_A_HEARING = frozenset({"not_renewed", "ended_by_review"})
OF_THE_RULES = frozenset({"relieved", "moved"})  # written by the act that they follow from, never chosen
OF_A_SECRETARY = frozenset({"resign", "replaced", "transfer", "term_end", "death", "recall", "auto_end"})


@transaction.atomic
def end_engagement(*, engagement: Engagement, last_day: dt.date, reason: str, document: str, by: Actor, on: dt.date) -> Engagement:
    """The engagement ended; ``last_day`` is the last day in post and counted. The elected office goes on."""
    row = locked_engagement(engagement)
    require(may.can_end_engagement(by, row))
    faults = []
    if reason not in Engagement.EndReason.values or reason in OF_THE_RULES:
        faults.append(Violation("reason", _("请选择结束聘任的原因。"), "R-E11", "reason"))
    if reason in AFTER_A_HEARING:
        faults.append(Violation("hearing", _("考核后解聘、不再续聘要先听取本人陈述申辩。请从「处理事项」办理。"), "R-E11", "reason"))
    if not document.strip():
        faults.append(Violation("document", _("请填写结束聘任的决定或文件。"), "R-E11", "document"))
    if faults:
        raise RuleViolated(faults)
    return close_engagement(row, last_day, reason, document, by, "engagements.end_engagement")


def locked_engagement(engagement: Engagement) -> Engagement:
    """The engagement's row under lock, its centre locked before it."""
    ServiceCentre.objects.select_for_update(no_key=True).get(pk=engagement.centre_id)
    return Engagement.objects.select_for_update(of=["self"]).select_related("person", "centre").get(pk=engagement.pk)


def close_engagement(row: Engagement, last_day: dt.date, reason: str, document: str, by: Actor, action: str) -> Engagement:
    """The locked engagement with its last day, reason and document written and recorded. Raises RuleViolated outside its period."""
    upper = add_days(last_day, 1)
    if last_day < row.period.lower or (row.period.upper and upper > row.period.upper):
        raise violated(
            "last_day",
            _("最后一天要在聘期 %(first)s 至 %(last)s 之内。") % {"first": row.period.lower, "last": add_days(row.period.upper, -1)},
            "R-E02",
            "last_day",
        )
    before = audit.snapshot(row, "period", "end_reason")
    row.period, row.end_reason, row.end_document, row.version = (
        DateRange(row.period.lower, upper),
        reason,
        document.strip(),
        row.version + 1,
    )
    row.save(update_fields=["period", "end_reason", "end_document", "version"])
    audit.record(by=by, action=action, thing=row, before=before, after=audit.snapshot(row, "period", "end_reason"), reason=document)
    return row


@transaction.atomic
def appoint_acting_director(
    *, centre: ServiceCentre, person: Person, first_day: dt.date, last_day: dt.date, document: str, by: Actor, on: dt.date, kin: tuple[Kin, ...] = ()
) -> Engagement:
    """A short appointment of its own kind, while the post is vacant; need not be the secretary. Limited days, with a document.

    ``kin`` is what he declares, for the one check of R-E09: who stands in for a director is kept apart from relatives as a director is.
    """
    place = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_appoint_acting(by, place.division_code, person))
    longest = judging.setting("engagement.acting_director_max_days", on)
    faults = []
    if last_day < first_day or (last_day - first_day).days + 1 > longest:
        faults.append(Violation("days", _("代理期最长 %(n)d 天，请缩短；期满前要正式配备主任。") % {"n": longest}, "R-E02", "last_day"))
    if not document.strip():
        faults.append(Violation("document", _("请填写指定代理主任的文件。"), "R-E02", "document"))
    if facts.directors_between(place, first_day, last_day).exists():
        faults.append(Violation("director", _("这段时间中心已有主任，不需要代理。请核对日期。"), "R-E02", "first_day"))
    if place.closed_on is not None or place.kind != ServiceCentre.Kind.MAIN:
        faults.append(Violation("centre", _("请选择正在使用的中心。"), "R-K01"))
    if person.died_on or person.merged_into_id:
        faults.append(Violation("person", _("这份人员档案已停用，请从合并后的档案选择。"), "R-E02", "person"))
    faults += kin_faults(person, place.division_code, kin, first_day)
    if faults:
        raise RuleViolated(faults)
    made = Engagement.objects.create(
        division_code=place.division_code,
        person=person,
        centre=place,
        post=EngagementReview.Post.DIRECTOR,
        acting=True,
        period=DateRange(first_day, add_days(last_day, 1)),
        acting_document=document.strip(),
    )
    late = facts.late_for_acting(place, first_day, judging.setting("engagement.acting_director_days", on))
    audit.record(
        by=by,
        action="engagements.appoint_acting_director",
        thing=made,
        reason=document,
        after={**audit.snapshot(made, "period"), "person": str(person.uuid), "days_late": late},
    )
    return made


def relieve_acting(centre: ServiceCentre, first_day: dt.date, document: str, by: Actor) -> list[Engagement]:
    """Who acts as director of the locked centre stops the day before the director serves (R-E02); one who was to begin later keeps his first day."""
    ended = []
    for acting in facts.acting_after(centre, add_days(first_day, -1)):
        last = max(add_days(first_day, -1), acting.period.lower)
        ended.append(close_engagement(acting, last, Engagement.EndReason.RELIEVED, document, by, "engagements.end_acting"))
    return ended


@transaction.atomic
def end_secretary(*, mandate: Mandate, last_day: dt.date, reason: str, document: str, by: Actor, on: dt.date) -> list[Engagement]:
    """The secretary's mandate and, the same day, the director's engagement; the engagements ended (none when there was no director)."""
    held = Mandate.objects.select_for_update(of=["self"]).select_related("organisation", "person").get(pk=mandate.pk)
    require(may.can_change_secretary(by, held.division_code))
    if held.role != Mandate.Role.SECRETARY or held.organisation is None:
        raise violated("role", _("这里只办党组织书记的离任。村（居）委会成员的职务只能由选民罢免、本人辞职或依法终止。"), "R-V09")
    if reason not in OF_A_SECRETARY:
        raise violated("reason", _("请选择书记离任的原因。"), "R-P22", "reason")
    ended = []
    if held.organisation.is_top_of_village:
        for engagement in facts.director_engagements(held.person, held.division_code, after=last_day):
            row = locked_engagement(engagement)
            if row.period.lower > last_day:
                raise violated("future", _("这位书记已有 %(day)s 起的主任聘任。请先处理那份聘任。") % {"day": row.period.lower}, "R-E02")
            ended.append(close_engagement(row, last_day, Engagement.EndReason.SECRETARY_CHANGED, document, by, "engagements.end_director"))
    organisations.end_mandate(mandate=held, last_day=last_day, reason=reason, document=document, by=by, on=on)
    return ended


@transaction.atomic
def replace_secretary(
    *, mandate: Mandate, successor: Person, last_day: dt.date, reason: str, way: str, document: str, by: Actor, on: dt.date
) -> Mandate:
    """The successor's mandate from the day after; the old director's engagement ends, the post is vacant until the successor is engaged."""
    end_secretary(mandate=mandate, last_day=last_day, reason=reason, document=document, by=by, on=on)
    return organisations.open_mandate(
        person=successor,
        organisation=mandate.organisation,
        role=Mandate.Role.SECRETARY,
        way=way,
        first_day=add_days(last_day, 1),
        document=document,
        by=by,
        on=on,
    )
