"""Yearly grades as decided elsewhere and entered here."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from qianxian.engagements import commands, permissions, queries
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.verdict import require
from qianxian.people.queries import people
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Party, Reason, Shape, Uuid, Year, one_of

router = Router(tags=["年度考核"])
Grade = one_of(*YearlyGrade.Grade.values)


class GradeShape(Shape):
    """A person's grade of a year."""

    uuid: Uuid
    version: int
    division_code: Code
    person: Party
    year: Year
    grade: Grade
    decided_on: Day
    source_document: str


class GradesFind(ListQuery):
    """Of which year, which grade."""

    year: Year | None = None
    grade: Grade | None = None


class GradeGiven(Given):
    """A grade with its document."""

    person: Uuid
    year: Year
    grade: Grade
    decided_on: Day
    document: Document


class GradeWithdrawn(Given):
    """Why."""

    reason: Reason


@router.get("/grades", response=Page[GradeShape], operation_id="list_grades", summary="年度考核等次")
def list_grades(request: HttpRequest, find: Query[GradesFind]) -> dict[str, Any]:
    """Grades in reach."""
    require(permissions.can_view_engagements(request.actor))
    rows = queries.grades_on(find.day(request), request.actor, find.prefix, find.year)
    return page(request, find, rows.filter(grade=find.grade) if find.grade else rows)


@router.post("/grades", response=WRITTEN, operation_id="record_grade", summary="登记等次")
@once
def record_grade(request: HttpRequest, body: GradeGiven) -> Made:
    """Entered or corrected; history keeps the old one."""
    require(permissions.can_view_engagements(request.actor))
    person = found(people(request.actor), uuid=body.person)
    return Made(commands.record_grade(person=person, by=request.actor, on=request.today, **body.model_dump(exclude={"person"})))


@router.post("/grades/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_grade", summary="撤销等次")
@once
def withdraw_grade(request: HttpRequest, uuid: UUID, body: GradeWithdrawn) -> Made:
    """Taken back when entered for the wrong person or year; the log keeps it."""
    require(permissions.can_view_engagements(request.actor))
    grade = matched(request, found(queries.grades_on(dt.date.max, request.actor), uuid=uuid))
    commands.withdraw_grade(grade=grade, by=request.actor, on=request.today, reason=body.reason)
    return Made(grade)
