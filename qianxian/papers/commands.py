"""Templates uploaded, adopted by another, taken back; prints noted and scans of signed originals kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.papers import word
from qianxian.foundation.sealing import seal_bytes
from qianxian.foundation.verdict import require
from qianxian.papers.kinds import PaperKind
from qianxian.papers.models import KeptPaper, PaperScan, PaperTemplate
from qianxian.papers.permissions import can_adopt_template, can_edit_templates, can_keep_original, can_see_paper
from qianxian.papers.queries import row_of
from qianxian.papers.rules import scans
from qianxian.papers.rules.templates import LARGEST as LARGEST
from qianxian.papers.trials import trial


@transaction.atomic
def upload_template(*, name: str, content: bytes, filename: str, by: Actor) -> PaperTemplate:
    """A new version of a template, used by nobody until another officer adopts it.

    FileRefused for a file that may not be filled, RuleViolated naming every field that no paper states, or an equal file.
    """
    list(PaperTemplate.objects.select_for_update().filter(name=name).values_list("id", flat=True))
    require(can_edit_templates(by))
    if name not in word.names():
        raise violated("unknown_template", _("没有这个模板，请从模板清单中选。"), field="file")
    tried = trial(name, content, filename)
    if tried.unknown:
        raise RuleViolated([Violation("unknown_field", _("模板里的字段「%(field)s」没有对应的内容。改成可用字段再上传。") % {"field": f}, field="file") for f in tried.unknown])
    digest = hashlib.sha256(content).hexdigest()
    if digest == hashlib.sha256(word.shipped(name)).hexdigest():
        raise violated("same_as_shipped", _("这个文件和出厂模板一样，不用上传。"), field="file")
    made = PaperTemplate.objects.create(name=name, content=content, digest=digest, filename=filename[-120:], uploaded_by=by.login)
    audit.record(by=by, action="papers.upload_template", thing=made, division_code=_county_code(by), after={"name": name, "digest": digest})
    return made


@transaction.atomic
def adopt_template(*, template: PaperTemplate, valid_from: dt.date, by: Actor, on: dt.date) -> PaperTemplate:
    """Papers dated ``valid_from`` and later use this version; the one before ends the day before."""
    rows = list(PaperTemplate.objects.select_for_update().filter(name=template.name).order_by("id"))
    template = next(row for row in rows if row.pk == template.pk)
    require(can_adopt_template(by, template))
    faults = []
    if template.adopted_by:
        faults.append(Violation("adopted_already", _("这一版已经启用过。要再用，请重新上传。")))
    if valid_from < on:
        faults.append(Violation("in_the_past", _("启用日期不能早于今天，已经印发的文书不变。"), field="valid_from"))
    later = [row for row in rows if row.period and (row.period.lower >= valid_from or (row.period.upper and row.period.upper > valid_from))]
    if later:
        faults.append(Violation("later_version", _("这个日期以后已有启用的版本。换一个更晚的日期，或者先改回出厂模板。"), field="valid_from"))
    if faults:
        raise RuleViolated(faults)
    for row in rows:
        if row.period and row.period.upper is None:
            _end(row, valid_from, by)
    template.period, template.adopted_by, template.version = DateRange(valid_from, None), by.login, template.version + 1
    template.adopted_at = Now()
    template.save(update_fields=["period", "adopted_by", "adopted_at", "version"])
    audit.record(by=by, action="papers.adopt_template", thing=template, division_code=_county_code(by),
                 after={"name": template.name, "valid_from": valid_from, "digest": template.digest})  # fmt: skip
    return template


@transaction.atomic
def return_to_shipped(*, name: str, last_day: dt.date, by: Actor, on: dt.date) -> PaperTemplate:
    """The county's version ends with ``last_day``; papers dated later use the shipped template again."""
    row = PaperTemplate.objects.select_for_update().filter(name=name, period__isnull=False, period__endswith=None).first()
    require(can_edit_templates(by))
    if row is None:
        raise violated("shipped_already", _("现在用的就是出厂模板。"), field="last_day")
    if last_day < on - dt.timedelta(days=1):
        raise violated("in_the_past", _("最后一天不能早于昨天，已经印发的文书不变。"), field="last_day")
    before = {"period": row.period}
    _end(row, last_day + dt.timedelta(days=1), by)
    audit.record(by=by, action="papers.return_to_shipped", thing=row, division_code=_county_code(by), before=before, after={"last_day": last_day})
    return row


def _end(row: PaperTemplate, day: dt.date, by: Actor) -> None:
    """The row ends the day before; one that had not begun is not used at all."""
    row.period = DateRange(row.period.lower, day) if row.period.lower < day else None
    row.ended_by, row.version = by.login, row.version + 1
    row.save(update_fields=["period", "ended_by", "version"])


@transaction.atomic
def keep_print(*, kind: PaperKind, thing: Any, by: Actor, on: dt.date) -> KeptPaper | None:
    """Note who printed the paper last and when; None, and nothing noted, for who sees the paper without reaching its place."""
    if not by.reaches(thing.division_code):
        return None
    paper = _paper(kind, thing)
    require(can_see_paper(by, kind, thing))
    paper.number, paper.printed_on, paper.printed_by = kind.number(thing), on, by.login
    paper.save(update_fields=["number", "printed_on", "printed_by"])
    audit.record(by=by, action="papers.keep_print", thing=paper, after={"kind": kind.code, "number": paper.number})
    return paper


@transaction.atomic
def keep_scan(*, kind: PaperKind, thing: Any, content: bytes, by: Actor) -> PaperScan:
    """The scan of the signed original beside its paper, cleaned and sealed; FileRefused says what to do with another file."""
    paper = _paper(kind, thing)
    require(can_keep_original(by, kind, thing))
    clean = scans.cleaned(content)
    digest = hashlib.sha256(clean.content).hexdigest()
    if PaperScan.objects.filter(paper=paper, digest=digest).exists():
        raise violated("kept_already", _("这份扫描件已经存过。"), field="file")
    uuid = uuid4()
    scan = PaperScan.objects.create(
        uuid=uuid, paper=paper, division_code=paper.division_code, format=clean.format, pages=clean.pages, size=len(clean.content), digest=digest,
        sealed=seal_bytes(clean.content, row=row_of(uuid)), uploaded_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="papers.keep_scan", thing=scan, after={"kind": kind.code, "paper": paper.uuid, "pages": clean.pages, "digest": digest})
    return scan


def _paper(kind: PaperKind, thing: Any) -> KeptPaper:
    """The paper's row, locked; made where it is asked for the first time."""
    KeptPaper.objects.get_or_create(
        kind=kind.code, object_id=thing.uuid, defaults={"division_code": thing.division_code, "number": kind.number(thing)[:80]}
    )
    return KeptPaper.objects.select_for_update().get(kind=kind.code, object_id=thing.uuid)


def _county_code(by: Actor) -> str:
    return by.reach[0][:6].ljust(12, "0") if by.reach else "0" * 12
