"""The decision published, objections received and answered, the certificate issued and revoked, the result published."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.decisions import permissions as may
from qianxian.decisions import queries
from qianxian.decisions.commands.road import expect, fall, kept, locked, moved
from qianxian.decisions.evidence import digest_of, evidence_of
from qianxian.decisions.models import Certificate, Matter, Objection, Publication
from qianxian.decisions.numbers import CERTIFICATE, next_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.money import format_yuan, half_up
from qianxian.foundation.periods import add_days, add_months
from qianxian.foundation.verdict import require
from qianxian.rulebook.queries import county_settings

State = Matter.State


@transaction.atomic
def publish_decision(*, matter: Matter, published_from: dt.date, published_to: dt.date, place: str, text: str, by: Actor, on: dt.date) -> Publication:
    """A: the decision posted for the days set, with the last day to object. An emergency already certified is published too."""
    row = locked(matter)
    require(may.can_conduct(by, row))
    expect(row, State.DECIDED, State.CERTIFIED)
    if queries.decision_publication(row) is not None:
        raise Conflict(_("这次决议已经公开。"))
    book = county_settings().on(published_from)
    least = add_days(published_from, book["decisions.publication_days"])
    faults = _posting_faults(row, published_from, place, text, on)
    if published_to < least:
        faults.append(Violation("publication", _("决议公开不少于 %(n)d 天，至少到 %(day)s。") % {"n": book["decisions.publication_days"], "day": least}, "R-D01", "published_to"))
    if faults:
        raise RuleViolated(faults)
    made = Publication.objects.create(
        division_code=row.division_code, matter=row, round=row.round, kind=Publication.Kind.DECISION, published_from=published_from, published_to=published_to,
        objections_until=add_days(published_from, book["decisions.objection_days"]), place=place.strip(), text=text.strip(), recorded_by=by.login,
    )  # fmt: skip
    after = {"from": published_from, "to": published_to, "place": made.place}
    if row.state == State.DECIDED:
        after |= {"state": State.PUBLISHED.value}
        before = moved(row, State.PUBLISHED)
        audit.record(by=by, action="decisions.publish_decision", thing=row, before=before, after=after)
    else:
        kept(row)
        audit.record(by=by, action="decisions.publish_decision", thing=row, after=after)
    return made


def _posting_faults(row: Matter, published_from: dt.date, place: str, text: str, on: dt.date) -> list[Violation]:
    faults = []
    last = queries.resolutions_of(row).order_by("-decided_on").first()
    if published_from > on or (last is not None and published_from < last.decided_on):
        told = _("公开起日在决议（%(day)s）之后，不晚于今天。") % {"day": last.decided_on if last else "—"}
        faults.append(Violation("published_from", told, "R-D01", "published_from"))
    if not place.strip():
        faults.append(Violation("place", _("填写公开地点，例如村务公开栏。"), field="place"))
    if not text.strip():
        faults.append(Violation("text", _("填写公开的内容。"), field="text"))
    return faults


@transaction.atomic
def receive_objection(*, matter: Matter, received_on: dt.date, reason: str, by: Actor, on: dt.date, made_by: str = "") -> Objection:
    """An objection to the published decision, named or not; within its days it must be answered before a certificate."""
    row = locked(matter)
    require(may.can_receive_objection(by, row))
    shown = queries.decision_publication(row)
    if shown is None or row.state not in (State.PUBLISHED, State.CERTIFIED, State.RESULT_PUBLISHED):
        raise Conflict(_("决议还没有公开，或者已经归档，不能登记异议。"))
    faults = []
    if not shown.published_from <= received_on <= min(on, shown.objections_until):
        told = _("异议在 %(first)s 至 %(last)s 之间提出；过期的意见请走信访或村务公开渠道。") % {"first": shown.published_from, "last": shown.objections_until}
        faults.append(Violation("received_on", told, "R-V17", "received_on"))
    if not reason.strip():
        faults.append(Violation("reason", _("写明异议的内容。"), field="reason"))
    if faults:
        raise RuleViolated(faults)
    made = Objection.objects.create(
        division_code=row.division_code, matter=row, publication=shown, received_on=received_on, made_by=made_by.strip(), reason=reason.strip(), recorded_by=by.login
    )
    kept(row)
    audit.record(by=by, action="decisions.receive_objection", thing=made, after={"matter": row.number, "received_on": received_on})
    return made


@transaction.atomic
def answer_objection(*, objection: Objection, upheld: bool, answer: str, by: Actor, on: dt.date) -> Objection:
    """The objection answered once. Upheld before the certificate, the matter is back at ①; after it, the certificate is to be revoked."""
    row = locked(objection.matter)
    require(may.can_answer_objection(by, objection))
    held = Objection.objects.select_for_update(of=["self"], no_key=True).select_related("publication").get(pk=objection.pk)
    if held.upheld is not None:
        raise Conflict(_("这条异议已经答复。"))
    if not answer.strip():
        raise RuleViolated([Violation("answer", _("写明答复。"), field="answer")])
    held.upheld, held.answer, held.answered_on, held.answered_by, held.version = upheld, answer.strip(), on, by.login, held.version + 1
    held.save()
    if upheld and row.state == State.PUBLISHED and held.publication.round == row.round:
        before = fall(row, f"异议成立：{answer.strip()}", on)
        audit.record(by=by, action="decisions.answer_objection", thing=row, before=before, after={"state": row.state, "round": row.round, "upheld": True})
    else:
        audit.record(by=by, action="decisions.answer_objection", thing=held, after={"upheld": upheld, "answered_on": on})
    return held


@transaction.atomic
def issue_certificate(*, matter: Matter, by: Actor, on: dt.date, amount_limit: Decimal | None = None, lapses_on: dt.date | None = None) -> Certificate:
    """The certificate of a decision whose publication and time to object have passed; of an emergency, once it is decided.

    ``amount_limit`` defaults to the amount voted on and may be less; ``lapses_on`` to the months the county set, which it may not pass.
    """
    row = locked(matter)
    require(may.can_issue_certificate(by, row))
    expect(row, State.PUBLISHED, *((State.DECIDED,) if row.emergency else ()))
    limit = half_up(row.amount or Decimal(0)) if amount_limit is None else half_up(amount_limit)
    longest = add_months(on, county_settings().on(on)["decisions.certificate_months"])
    last = lapses_on or longest
    faults = _issue_faults(row, limit, last, on)
    if last > longest:
        faults.append(Violation("lapses_on", _("凭证最长到 %(day)s；到期没有实施的，重新决议。") % {"day": longest}, "R-D01", "lapses_on"))
    if faults:
        raise RuleViolated(faults)
    number = next_number(CERTIFICATE, row.division_code, on.year)
    evidence = evidence_of(row, number=number, amount_limit=limit, valid_from=on, lapses_on=last)
    made = Certificate.objects.create(
        division_code=row.division_code, number=number, matter=row, round=row.round, unit=row.unit, purpose=row.purpose, amount_limit=limit, valid_from=on,
        lapses_on=last, evidence=evidence, digest=digest_of(evidence), issued_on=on, issued_by=by.login,
    )  # fmt: skip
    before = moved(row, State.CERTIFIED)
    after = {"state": row.state, "certificate": number, "digest": made.digest, "amount_limit": limit, "lapses_on": last}
    audit.record(by=by, action="decisions.issue_certificate", thing=row, before=before, after=after)
    return made


def _issue_faults(row: Matter, limit: Decimal, last: dt.date, on: dt.date) -> list[Violation]:
    faults, shown = [], queries.decision_publication(row)
    if not row.emergency and (shown is None or on <= queries.window_end(shown)):
        day = _("公开之后") if shown is None else str(add_days(queries.window_end(shown), 1))
        faults.append(Violation("window", _("公开期和异议期满后才能出具凭证，最早 %(day)s。") % {"day": day}, "R-D01"))
    if shown is not None and shown.objections.exclude(upheld=False).exists():
        faults.append(Violation("objections", _("还有异议没有答复；先答复，成立的退回①。"), "R-V17"))
    if limit < 0 or limit > (row.amount or 0):
        faults.append(Violation("amount_limit", _("凭证金额不能超过表决的 %(n)s 元。") % {"n": format_yuan(row.amount or Decimal(0))}, "R-D03", "amount_limit"))
    if last < on:
        faults.append(Violation("lapses_on", _("失效日期不能早于今天。"), field="lapses_on"))
    return faults


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, document: str, by: Actor, on: dt.date) -> Certificate:
    """The certificate revoked from today on, once and for good; what already went out under it stays and is shown by the rooms above."""
    row = locked(certificate.matter)
    held = Certificate.objects.select_for_update(of=["self"], no_key=True).select_related("matter").get(pk=certificate.pk)
    require(may.can_revoke_certificate(by, held))
    if held.revoked_on is not None:
        raise Conflict(_("凭证已经撤销。"))
    faults = []
    if not reason.strip():
        faults.append(Violation("reason", _("写明为什么撤销。"), field="reason"))
    if not document.strip():
        faults.append(Violation("document", _("填写撤销决定的文号。"), field="document"))
    if faults:
        raise RuleViolated(faults)
    held.revoked_on, held.revoked_by, held.revoke_reason, held.revoke_document = on, by.login, reason.strip(), document.strip()
    held.version += 1
    held.save()
    before = moved(row, State.REVOKED) if row.state in (State.CERTIFIED, State.RESULT_PUBLISHED) else {"state": row.state}
    after = {"state": row.state, "certificate": held.number, "revoked_on": on}
    audit.record(by=by, action="decisions.revoke_certificate", thing=row, before=before, after=after, reason=reason)
    return held


@transaction.atomic
def publish_result(*, matter: Matter, published_from: dt.date, published_to: dt.date, place: str, text: str, by: Actor, on: dt.date) -> Publication:
    """B: what came of it, posted; the decision itself must have been published before."""
    row = locked(matter)
    require(may.can_conduct(by, row))
    expect(row, State.CERTIFIED)
    faults = _posting_faults(row, published_from, place, text, on)
    shown = queries.decision_publication(row)
    if shown is None:
        faults.append(Violation("decision", _("决议还没有公开，先公开决议。"), "R-D01"))
    if published_to < published_from:
        faults.append(Violation("published_to", _("公开止日不能早于起日。"), "R-D01", "published_to"))
    if faults:
        raise RuleViolated(faults)
    made = Publication.objects.create(
        division_code=row.division_code, matter=row, round=row.round, kind=Publication.Kind.RESULT, published_from=published_from, published_to=published_to,
        objections_until=published_to, place=place.strip(), text=text.strip(), recorded_by=by.login,
    )  # fmt: skip
    before = moved(row, State.RESULT_PUBLISHED)
    audit.record(by=by, action="decisions.publish_result", thing=row, before=before, after={"state": row.state, "from": published_from})
    return made
