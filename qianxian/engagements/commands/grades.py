"""Yearly grades as decided elsewhere and entered here; how a grade comes about is a later release's."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.engagements import permissions as may
from qianxian.engagements.facts import served_in, service_spans
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.people.models import Person

SHOWN = ("year", "grade", "decided_on", "source_document")


def grade_faults(person: Person, year: int, grade: str, decided_on: dt.date, document: str, on: dt.date) -> list[Violation]:
    """Everything wrong with a grade; also asked for each row of the ``grades`` sheet."""
    faults = []
    if grade not in YearlyGrade.Grade.values:
        faults.append(Violation("grade", _("等次填优秀、称职、基本称职或不称职。"), "R-E10", "grade"))
    if not document.strip():
        faults.append(Violation("document", _("请填写确定等次的文号。"), "R-E10", "document"))
    if decided_on > on or decided_on.year < year:
        faults.append(Violation("decided_on", _("确定日期不早于考核年度，也不晚于今天。"), "R-E10", "decided_on"))
    if not served_in(service_spans([person]).get(person.pk, ()), year):
        faults.append(
            Violation(
                "not_engaged",
                _("%(name)s 在 %(year)d 年没有受聘，不定等次（中心设立以前的年度按村两委任职）。请核对人员和年度。") % {"name": person.name, "year": year},
                "R-E10",
                "person",
            )
        )
    return faults


@transaction.atomic
def record_grade(*, person: Person, year: int, grade: str, decided_on: dt.date, document: str, by: Actor, on: dt.date) -> YearlyGrade:
    """The person's grade of that year, entered or corrected (history keeps the old one)."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may.can_record_grade(by, person))
    if faults := grade_faults(person, year, grade, decided_on, document, on):
        raise RuleViolated(faults)
    row = YearlyGrade.objects.select_for_update().filter(person=person, year=year).first()
    before = audit.snapshot(row, *SHOWN) if row else None
    row = row or YearlyGrade(person=person, year=year, version=0)
    row.division_code, row.grade, row.decided_on, row.source_document = person.division_code, grade, decided_on, document.strip()
    row.version += 1
    row.save()
    audit.record(by=by, action="engagements.record_grade", thing=row, before=before, after=audit.snapshot(row, *SHOWN))
    return row


@transaction.atomic
def withdraw_grade(*, grade: YearlyGrade, reason: str, by: Actor, on: dt.date) -> None:
    """The grade taken back (entered for the wrong person or year); the leaf and the history keep it."""
    row = YearlyGrade.objects.select_for_update(of=["self"]).select_related("person").get(pk=grade.pk)
    require(may.can_record_grade(by, row.person))
    if not reason.strip():
        raise violated("reason", _("请写明撤销等次的原因。"), "R-E10", "reason")
    audit.record(by=by, action="engagements.withdraw_grade", thing=row, before=audit.snapshot(row, *SHOWN), reason=reason)
    row.delete()
