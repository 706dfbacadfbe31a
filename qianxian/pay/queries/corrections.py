"""Corrections, their posted lines, and the facts they rest on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import QuerySet, Sum

from qianxian.engagements.models import Engagement
from qianxian.engagements.queries.restorations import ENDED, restorations
from qianxian.foundation.actor import Actor
from qianxian.pay.models import DifferenceLine, PayCorrection, PayFact, PayRun, PaySlip
from qianxian.pay.rules import net_of
from qianxian.people.models import Person


def corrections(actor: Actor, scope: str | None = None) -> QuerySet[PayCorrection]:
    """Corrections in reach, newest first."""
    return PayCorrection.objects.visible_to(actor, scope).select_related("run").defer("proposal").order_by("-id")


def differences_posted(actor: Actor, run: PayRun | None = None, scope: str | None = None) -> QuerySet[DifferenceLine]:
    """Posted lines in reach in the order they were posted; of one run's year when given."""
    rows = DifferenceLine.objects.visible_to(actor, scope).select_related("person").order_by("id")
    return rows.filter(run=run) if run else rows


def differences_of_slip(actor: Actor, slip: PaySlip) -> list[DifferenceLine]:
    """The lines posted to a slip's person for the slip's year; the correction itself is the county's row and is not joined."""
    rows = DifferenceLine.objects.visible_to(actor).filter(person_id=slip.person_id, year=slip.year)
    return list(rows.order_by("id"))


def own_differences(actor: Actor) -> QuerySet[DifferenceLine]:
    """The actor's own posted lines, newest first."""
    if not actor.person_uuid:
        return DifferenceLine.objects.none()
    return DifferenceLine.objects.visible_to(actor).filter(person__uuid=actor.person_uuid).order_by("-id")


def facts_recorded(actor: Actor, year: int | None = None, scope: str | None = None) -> QuerySet[PayFact]:
    """Facts in reach, newest first; those that touch a year when given."""
    rows = PayFact.objects.visible_to(actor, scope).select_related("person").order_by("-id")
    return rows.filter(first_day__year__lte=year).exclude(last_day__year__lt=year) if year else rows


def net_to_date(actor: Actor, slip: PaySlip) -> tuple[Decimal, Decimal]:
    """(gross, net) of the slip's year to date: the slip and every line posted since, exact to the cent."""
    rows = DifferenceLine.objects.visible_to(actor).filter(person_id=slip.person_id, year=slip.year)
    sums = {row["part"]: row["sum"] for row in rows.values("part").annotate(sum=Sum("amount"))}
    gross = sum((sums.get(payer, Decimal("0.00")) for payer in ("city", "district", "town")), Decimal("0.00"))
    return slip.gross + gross, slip.net + net_of(sums)


def net_corrected(division_code: str, run_id: int | None) -> Decimal:
    """What the corrections of a run changed of the net pay of a village's people, in yuan; read from the lines, as corrections are beyond a village's reach."""
    rows = DifferenceLine.objects.filter(division_code=division_code, run_id=run_id)
    return net_of({row["part"]: row["sum"] for row in rows.order_by().values("part").annotate(sum=Sum("amount"))})


def approved_run(actor: Actor, year: int) -> PayRun | None:
    """The year's approved run, the one a correction corrects."""
    return PayRun.objects.visible_to(actor).filter(year=year, state=PayRun.State.APPROVED).order_by("-id").first()


def restored_unpaid(actor: Actor, run: PayRun) -> list[Person]:
    """People whose post a review restored within the run's year and to whom no back pay was posted yet.

    An ending given back before the roster was locked was paid by the run itself.
    """
    asked = {
        one.person.pk
        for one in restorations(actor)
        if one.first_day.year <= run.year <= one.decided_on.year and not (one.kind == ENDED and one.decided_on <= run.locked_on)
    }
    done = DifferenceLine.objects.filter(person_id__in=asked, year=run.year, cause=PayCorrection.Cause.OVERTURNED_REVIEW)
    return list(Person.objects.visible_to(actor).filter(pk__in=asked).exclude(pk__in=done.values("person_id")).order_by("pinyin"))


def engagement_choices(actor: Actor, person: Person, year: int) -> list[tuple[str, str]]:
    """(uuid, words) of a person's engagements that touch a year, for a form."""
    days = (dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    rows = Engagement.objects.visible_to(actor).filter(person=person, acting=False, period__overlap=days).select_related("centre").order_by("period")
    return [(str(row.uuid), f"{row.centre.name} {row.get_post_display()} {row.period.lower}") for row in rows]


def engagement_of(actor: Actor, person: Person, uuid: str) -> Engagement | None:
    """One engagement of a person by its public key."""
    return Engagement.objects.visible_to(actor).filter(person=person, uuid=uuid).first()


def accounts_in(correction: PayCorrection) -> dict[int, str]:
    """Their bank accounts, masked, by key."""
    return dict(Person.objects.filter(pk__in=[line["person"] for line in correction.proposal]).values_list("pk", "account_masked"))


def names_in(correction: PayCorrection) -> dict[int, str]:
    """Names of the people a correction proposes differences for, by key."""
    return dict(Person.objects.filter(pk__in=[line["person"] for line in correction.proposal]).values_list("pk", "name"))
