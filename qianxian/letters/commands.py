"""A letter drafted from the registers, issued by a second person with number, code and files, withdrawn before, revoked after."""

from __future__ import annotations

import datetime as dt
import hashlib
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from qianxian.cases.models import Case
from qianxian.cases.moves import CLOSED
from qianxian.divisions.queries import place_on_paper
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.sealing import seal_bytes
from qianxian.foundation.verdict import require
from qianxian.letters import permissions as may
from qianxian.letters.codes import address_to_check, fresh_code, next_number, read_code
from qianxian.letters.models import LINE, LINES, Letter, LetterFile
from qianxian.letters.papers import letter_paper
from qianxian.letters.queries import sealed_as
from qianxian.letters.sources import SOURCES, said
from qianxian.notices.outbox import Kind as Message
from qianxian.notices.outbox import announce
from qianxian.organisations.judging import judged

State = Letter.State
GENERAL = Letter.Kind.GENERAL


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=letter.pk)


def _place(by: Actor) -> str:
    """The place the actor writes for: his own, as twelve digits."""
    return (by.reach or ("",))[0].ljust(12, "0")


@transaction.atomic
def draft_letter(
    *, kind: str, addressee: str, purpose: str, by: Actor, on: dt.date, about: UUID | None = None, title: str = "", text: str = "", replaces: Letter | None = None,
    case: Case | None = None, online: bool = False,
) -> Letter:  # fmt: skip
    """A draft: what it says of somebody comes from the register, a general letter's text from its writer. Raises RuleViolated with all that is missing.

    ``case``: the open case that asked for it, whose applicant alone it may speak of; ``online``: he fetches it with his receipt, for who drafts has checked who he is.
    """
    place = _place(by)
    require(may.can_draft_letter(by, place))
    general, told = kind == GENERAL, None if kind == GENERAL or about is None or kind not in Letter.Kind.values else said(kind, about, by, on)
    row = Letter(
        division_code=place, kind=kind, title=title.strip() if general else _in_chinese(kind), addressee=addressee.strip(), purpose=purpose.strip(),
        about=told.about if told else None, name=told.name if told else "", lines=list(told.lines) if told else [line.strip() for line in text.splitlines() if line.strip()],
        issuer=told.issuer if told else place_on_paper(place), drafted_on=on, drafted_by=by.login, replaces=replaces, case=case, online=online,
    )  # fmt: skip
    if faults := [*_faults(row, told is not None, on), *_case_faults(row)]:
        raise RuleViolated(faults)
    row.save()
    audit.record(by=by, action="letters.draft_letter", thing=row, after={"kind": kind, "about": str(row.about or ""), "addressee": row.addressee, "purpose": row.purpose,
                                                                               "case": case.number if case else "", "online": online})  # fmt: skip
    return row


def _case_faults(row: Letter) -> list[Violation]:
    """What is fetched with a receipt speaks of nobody but the receipt's holder."""
    case = row.case
    if case is None:
        return [Violation("online", _("网上领取的，要有申请它的办件。"), "", "online")] if row.online else []
    if case.division_code != row.division_code or case.state in CLOSED:
        return [Violation("case", _("办件已经结束，或者是别的村（社区）的。请重新选择。"), "", "case")]
    if row.name and row.name != case.applicant_name:
        return [Violation("case", _("这份函件写的不是申请人本人。给别人的，请本人另外申请。"), "R-X02", "case")]
    return []


def _in_chinese(kind: str) -> str:
    """A letter's heading is Chinese by office, whatever language its writer reads."""
    with override("zh-hans"):
        return str(dict(Letter.Kind.choices).get(kind, ""))


def _faults(row: Letter, known: bool, on: dt.date) -> list[Violation]:
    told = [Violation(field, _("请填写%(what)s。") % {"what": word}, "", field)
            for field, word, value in (("addressee", _("写给谁"), row.addressee), ("purpose", _("用途"), row.purpose)) if not value]  # fmt: skip
    if row.kind not in Letter.Kind.values:
        return [*told, Violation("kind", _("请选择哪一种函件。"), "", "kind")]
    if row.kind != GENERAL and not known:
        told.append(Violation("about", _("台账里没有这一条，或者已经结束。请重新查找。"), "", "about"))
    if row.kind == GENERAL and not (row.title and row.lines):
        told.append(Violation("text", _("请填写标题和正文。"), "", "text"))
    if len(row.lines) > LINES or any(len(line) > LINE for line in row.lines):
        told.append(Violation("text", _("正文最多 %(n)d 段，每段最多 %(k)d 字。") % {"n": LINES, "k": LINE}, "", "text"))
    if row.replaces and (row.replaces.state != State.ISSUED or row.replaces.division_code != row.division_code):
        told.append(Violation("replaces", _("要代替的函件已经失效，或者是别的单位签发的。"), "", "replaces"))
    words = f"{row.title if row.kind == GENERAL else ''} {row.purpose} {' '.join(row.lines) if row.kind == GENERAL else ''}"
    return told + judged("R-K23", on, {"words": words}, "text")[0]


@transaction.atomic
def issue_letter(*, letter: Letter, by: Actor, on: dt.date) -> Letter:
    """Signed by the second person: number, code and both files at once. What the register says differently by now is not signed; the code stands on the paper alone."""
    row = _locked(letter)
    require(may.can_sign_letter(by, row))
    _expect(row, State.DRAFT)
    if row.kind != GENERAL and not _still_said(row, by):
        raise violated("changed", _("拟稿以后台账有变动。请退回，按现在的台账重拟。"))
    if faults := _faults(row, True, on):
        raise RuleViolated(faults)
    number, code = next_number(row.division_code, on.year), fresh_code(row.division_code)
    for form in LetterFile.Form.values:
        content = letter_paper(row, number=number, verify_url=address_to_check(code), form=form, on=on)
        made = LetterFile(division_code=row.division_code, letter=row, form=form, digest=hashlib.sha256(content).hexdigest())
        made.sealed = seal_bytes(content, row=sealed_as(made))
        made.save()
    row.state, row.number, row.code_hash, row.issued_on, row.issued_by = State.ISSUED, number, read_code(code, row.division_code)[0], on, by.login
    row.version += 1
    row.save()
    if row.replaces:
        _end(_locked(row.replaces), State.SUPERSEDED, _("由 %(number)s 代替") % {"number": number}, by, on, "letters.supersede_letter")
    digests = list(row.files.order_by("form").values_list("digest", flat=True))
    audit.record(by=by, action="letters.issue_letter", thing=row, before={"state": State.DRAFT}, after={"state": row.state, "number": number, "digests": digests})
    announce(Message.DECIDED, to=row.drafted_by)
    return row


def _still_said(row: Letter, by: Actor) -> bool:
    """Whether the register says on the day of the draft's date what the draft says. Who signs may not read every register: then what was drafted stands."""
    source = SOURCES[Letter.Kind(row.kind)]
    if not by.may(source.permission):
        return True
    told = said(row.kind, row.about, by, row.drafted_on)
    return told is not None and list(told.lines) == row.lines


def _expect(row: Letter, state: str) -> None:
    if row.state != state:
        raise Conflict(_("这份函件现在是「%(state)s」。请刷新页面看看。") % {"state": row.get_state_display()}, current=row)


def _end(row: Letter, state: str, reason: str, by: Actor, on: dt.date, action: str) -> Letter:
    before = row.state
    if not reason.strip():
        raise violated("reason", _("请写明原因。"), "", "reason")
    row.state, row.ended_on, row.ended_by, row.end_reason, row.version = state, on, by.login, reason.strip()[:300], row.version + 1
    row.save()
    audit.record(by=by, action=action, thing=row, before={"state": before}, after={"state": state}, reason=reason)
    return row


@transaction.atomic
def withdraw_letter(*, letter: Letter, reason: str, by: Actor, on: dt.date) -> Letter:
    """A draft taken back by its writer, or not signed by the second person; with the reason."""
    row = _locked(letter)
    require(may.can_withdraw_letter(by, row))
    _expect(row, State.DRAFT)
    ended = _end(row, State.WITHDRAWN, reason, by, on, "letters.withdraw_letter")
    if by.login != row.drafted_by:
        announce(Message.RETURNED, to=row.drafted_by)
    return ended


@transaction.atomic
def revoke_letter(*, letter: Letter, reason: str, by: Actor, on: dt.date) -> Letter:
    """What was issued holds no more, and whoever checks it is told so; the reason stays in the house."""
    row = _locked(letter)
    require(may.can_sign_letter(by, row))
    _expect(row, State.ISSUED)
    return _end(row, State.REVOKED, reason, by, on, "letters.revoke_letter")
