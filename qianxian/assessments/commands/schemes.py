"""A town's scheme for a year, its publication before use, and the sheets it opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.assessments import judging, sources
from qianxian.assessments import permissions as may
from qianxian.assessments.models import AssessmentIndicator, AssessmentMark, AssessmentScheme, AssessmentSheet
from qianxian.engagements.models import Engagement
from qianxian.engagements.numbers import file_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import Period
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.verdict import require

State = AssessmentScheme.State
SHOWN = ("year", "subject", "edition", "title", "document", "state")
RANK = {"director": 0, "deputy_director": 1, "member": 2}


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as drafted: ``weight`` in percent; deductions take at most ``deduction_cap`` of the full mark."""

    name: str
    measure: str
    weight: Decimal
    full_mark: Decimal = Decimal(100)
    deduction_cap: Decimal = Decimal(20)
    source: str = ""


@transaction.atomic
def draft_scheme(
    *, division_code: str, year: int, subject: str, title: str, indicators: Sequence[IndicatorLine], by: Actor, on: dt.date
) -> AssessmentScheme:
    """The next edition of the town's scheme for that year, with its indicators; nobody is assessed by it before it is published."""
    same = AssessmentScheme.objects.select_for_update().filter(division_code=division_code, year=year, subject=subject)
    last = max((row.edition for row in same), default=0)
    require(may.can_draft_scheme(by, division_code))
    if faults := _draft_faults(division_code, year, subject, title, indicators, on):
        raise RuleViolated(faults)
    made = AssessmentScheme.objects.create(
        division_code=division_code, year=year, subject=subject, edition=last + 1, title=title.strip(), drafted_on=on, drafted_by=by.login
    )
    AssessmentIndicator.objects.bulk_create(
        AssessmentIndicator(scheme=made, division_code=division_code, order=number, **asdict(line)) for number, line in enumerate(indicators, 1)
    )
    after = audit.snapshot(made, *SHOWN) | {"indicators": [asdict(line) for line in indicators]}
    audit.record(by=by, action="assessments.draft_scheme", thing=made, after=after)
    return made


def _draft_faults(division_code: str, year: int, subject: str, title: str, indicators: Sequence[IndicatorLine], on: dt.date) -> list[Violation]:
    faults = []
    if division_code[9:] != "000" or division_code[6:] == "000000":
        faults.append(Violation("division", _("考核方案按镇（街道）制定，请选择镇（街道）。"), "R-E10", "division_code"))
    if not on.year - 1 <= year <= on.year + 1:
        faults.append(Violation("year", _("考核年度只能是去年、今年或明年。"), "R-E10", "year"))
    if subject not in AssessmentScheme.Subject.values:
        faults.append(Violation("subject", _("请选择考核对象：领导成员或党群服务中心。"), "R-E10", "subject"))
    if not title.strip():
        faults.append(Violation("title", _("请填写方案名称。"), "R-E10", "title"))
    for line in indicators:
        faults += _line_faults(line, on)
    return [*faults, *(judging.weight_faults([line.weight for line in indicators], on) if indicators else [_no_indicators()])]


def _no_indicators() -> Violation:
    return Violation("indicators", _("方案还没有指标，请至少填写一项。"), "R-E10", "indicators")


def _line_faults(line: IndicatorLine, on: dt.date) -> list[Violation]:
    faults = []
    if not line.name.strip() or not line.measure.strip():
        faults.append(Violation("indicator", _("每项指标都要有名称和衡量办法。"), "R-E10", "indicators"))
    if line.full_mark <= 0 or not 0 <= line.deduction_cap <= line.full_mark:
        faults.append(Violation("cap", _("「%(name)s」的扣分上限要在 0 和满分之间。") % {"name": line.name}, "R-E12", "indicators"))
    if not 0 < line.weight <= 100:
        faults.append(Violation("weight", _("「%(name)s」的权重要大于 0、不超过 100。") % {"name": line.name}, "R-E10", "indicators"))
    if line.source and line.source not in sources.titles():
        faults.append(Violation("source", _("「%(name)s」的事实来源不在清单里，请重新选择。") % {"name": line.name}, "R-E10", "indicators"))
    asked = judging.ask("R-E12", on, {"indicator": line.name, "fact": line.measure})
    return [*faults, *(found for found in asked.errors if found.code == "barred_measure")]


@transaction.atomic
def publish_scheme(*, scheme: AssessmentScheme, document: str, by: Actor, on: dt.date) -> AssessmentScheme:
    """The scheme published with its document by somebody who did not draft it; it replaces the edition before, as long as no sheet is graded."""
    row = AssessmentScheme.objects.select_for_update().get(pk=scheme.pk)
    require(may.can_publish_scheme(by, row))
    faults = []
    if row.state != State.DRAFT:
        faults.append(Violation("state", _("这份方案已公布过。要改，请另起草新方案。"), "R-E10"))
    if not document.strip():
        faults.append(Violation("document", _("请填写公布方案的文号。"), "R-E10", "document"))
    earlier = AssessmentScheme.objects.select_for_update().filter(
        division_code=row.division_code, year=row.year, subject=row.subject, state=State.PUBLISHED
    )
    before = earlier.first()
    if before is not None and before.sheets.exists():
        faults.append(Violation("in_use", _("上一份方案已在使用，本年度不能更换；请把新方案用于下一年度。"), "R-E10"))
    if faults:
        raise RuleViolated(faults)
    if before is not None:
        before.state, before.version = State.REPLACED, before.version + 1
        before.save(update_fields=["state", "version"])
    shown = audit.snapshot(row, *SHOWN)
    row.state, row.document, row.published_on, row.published_by, row.version = State.PUBLISHED, document.strip(), on, by.login, row.version + 1
    row.save(update_fields=["state", "document", "published_on", "published_by", "version"])
    audit.record(by=by, action="assessments.publish_scheme", thing=row, before=shown, after=audit.snapshot(row, *SHOWN), reason=row.document)
    return row


@transaction.atomic
def open_sheets(*, scheme: AssessmentScheme, by: Actor, on: dt.date) -> list[AssessmentSheet]:
    """A sheet for everybody engaged in the town in that year (or every centre), who has none yet; the new ones."""
    row = AssessmentScheme.objects.select_for_update().get(pk=scheme.pk)
    require(may.can_open_sheets(by, row))
    if row.state != State.PUBLISHED:
        raise violated("unpublished", _("方案公布以后才能建考核表。请先由镇（街道）党委公布方案。"), "R-E10")
    if row.sheets.exclude(grade="").exists():
        raise violated("graded", _("这个年度已经评定等次，不能再建考核表。"), "R-E10")
    indicators = list(row.indicators.order_by("order"))
    made = [_open(row, indicators, held, by, on) for held in _assessed(row)]
    if made:
        audit.record(by=by, action="assessments.open_sheets", thing=row, after={"sheets": [sheet.number for sheet in made]})
    return made


def _assessed(scheme: AssessmentScheme) -> Iterable[list[Engagement]]:
    """The engagements behind each sheet to open, the one that answers first: one person's last post, or one centre's people."""
    year = Period(dt.date(scheme.year, 1, 1), dt.date(scheme.year, 12, 31)).half_open()
    rows = (
        Engagement.objects.filter(division_code__startswith=prefix_of(scheme.division_code), period__overlap=year, acting=False)
        .select_related("person", "centre")
        .order_by("division_code", "-period", "person__pinyin")
    )
    by_person = scheme.subject == AssessmentScheme.Subject.PERSON
    have = set(scheme.sheets.values_list("person_id" if by_person else "centre_id", flat=True))
    groups: dict[int, list[Engagement]] = {}
    for row in rows:
        groups.setdefault(row.person_id if by_person else row.centre_id, []).append(row)
    return [group if by_person else sorted(group, key=lambda e: RANK[e.post]) for key, group in groups.items() if key not in have]


def _open(scheme: AssessmentScheme, indicators: list[AssessmentIndicator], held: list[Engagement], by: Actor, on: dt.date) -> AssessmentSheet:
    first = held[0]
    sheet = AssessmentSheet.objects.create(
        division_code=first.division_code,
        scheme=scheme,
        number=file_number("KH", first.division_code, on),
        year=scheme.year,
        subject=scheme.subject,
        scheme_title=scheme.title,
        scheme_document=scheme.document,
        centre=first.centre,
        person=first.person,
        answers_for=first.person.uuid,
        assessed_people=sorted({row.person.uuid for row in held}),
        opened_on=on,
        opened_by=by.login,
    )
    AssessmentMark.objects.bulk_create(
        AssessmentMark(
            division_code=sheet.division_code, sheet=sheet, order=line.order, name=line.name, measure=line.measure, weight=line.weight,
            full_mark=line.full_mark, deduction_cap=line.deduction_cap, source=line.source,
        )
        for line in indicators
    )  # fmt: skip
    return sheet
