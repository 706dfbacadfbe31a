"""Reads: which template is used on which day, its versions, and what is kept of a paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.actor import Actor
from qianxian.foundation.papers import word
from qianxian.foundation.sealing import unseal_bytes
from qianxian.papers.models import KeptPaper, PaperScan, PaperTemplate

TITLES = {
    "engagement_letter": _("聘任书"), "adverse_notice": _("告知书"), "letter": _("证明与函件"), "vetting_form": _("联审表"), "pay_slip": _("工资条"), "pay_sheet": _("工资表"),
    "approval_form": _("聘任审批表"), "filing_form": _("村党组织书记备案表"), "hearing_record": _("听取陈述申辩记录"), "case_notice": _("处理告知书"),
    "review_minutes": _("复核记录"), "assessment_sheet": _("年度考核表"), "county_form": _("选举文书通用表"),
}  # fmt: skip


@dataclass(frozen=True)
class TemplateLine:
    """One template with the county's version in use on a day (None: the shipped one) and how many wait to be adopted."""

    name: str
    title: str
    current: PaperTemplate | None
    waiting: int


def adopted_content(name: str, day: dt.date) -> bytes | None:
    """The bytes of the county's version for papers of this day; None when the shipped one is used."""
    found = PaperTemplate.objects.filter(name=name, period__contains=day).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def template_lines(day: dt.date) -> list[TemplateLine]:
    """Every template of the house."""
    light = list(PaperTemplate.objects.defer("content"))
    return [
        TemplateLine(
            name, TITLES[name],
            next((t for t in light if t.name == name and t.period and _covers(t, day)), None),
            sum(t.name == name and not t.adopted_by and not t.ended_by for t in light),
        )
        for name in word.names()
    ]  # fmt: skip


def _covers(template: PaperTemplate, day: dt.date) -> bool:
    return template.period.lower <= day and (template.period.upper is None or day < template.period.upper)


def versions(name: str) -> QuerySet[PaperTemplate]:
    """The versions of one template, the newest first, without their bytes."""
    return PaperTemplate.objects.defer("content").filter(name=name).order_by("-id")


def version_by_uuid(uuid: UUID) -> PaperTemplate | None:
    """One version with its bytes."""
    return PaperTemplate.objects.filter(uuid=uuid).first()


def kept_paper(kind: str, thing: Any) -> KeptPaper | None:
    """What is kept of one thing's paper."""
    return KeptPaper.objects.filter(kind=kind, object_id=thing.uuid).first()


def scans_of(paper: KeptPaper | None, actor: Actor) -> QuerySet[PaperScan]:
    """The scans of a paper within reach, the newest first, without their bytes; none of a paper that nothing is kept of."""
    return PaperScan.objects.visible_to(actor).defer("sealed").filter(paper=paper).order_by("-id")


def scan_bytes(scan: PaperScan) -> bytes:
    """The opened scan."""
    return unseal_bytes(scan.sealed, row=row_of(scan.uuid))


def row_of(uuid: UUID) -> str:
    """The name under which a scan is sealed."""
    return f"papers.paperscan.sealed:{uuid}"


def all_versions() -> QuerySet[PaperTemplate]:
    """Every version of every template, without their bytes."""
    return PaperTemplate.objects.defer("content")
