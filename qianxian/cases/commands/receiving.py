"""A case taken in: at the window or from paper by staff, over the phone page by the resident himself; and its receipt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qianxian.cases import outcomes
from qianxian.cases import permissions as may
from qianxian.cases.commands.rows import clock_from, locked, papers, set_clock, stands, step_of
from qianxian.cases.models import Case, CaseReceipt, CaseStep, State
from qianxian.cases.numbers import next_number
from qianxian.cases.receipts import code_hash, code_told_again, new_code, row_of_form
from qianxian.cases.rules.clock import asked_in_time
from qianxian.divisions.queries import division_on
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.sealing import seal
from qianxian.foundation.statements import insert, rows_where
from qianxian.foundation.verdict import require
from qianxian.people.models import Person
from qianxian.people.queries import by_identity
from qianxian.rulebook.queries import county_settings
from qianxian.services.models import ServiceItem
from qianxian.threads.rules import wording_faults

PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")
#: What a resident may hand in over the phone page: papers that the village or the town looks at. The rest has its platform, or wants originals.
OVER_THE_PHONE = (ServiceItem.HandledBy.VILLAGE, ServiceItem.HandledBy.TOWN)


@dataclass(frozen=True)
class Received:
    """The case, and the code of its receipt, kept nowhere: told to this form alone, again where its answer was lost. Empty once another was issued."""

    case: Case
    code: str


def atomic_once(command: Callable[..., Received]) -> Callable[..., Received]:
    """One transaction; of a form that was sent before, what it wrote then, with its code. Two at once wait for each other at the village's book."""

    @wraps(command)
    def run(*, division_code: str, key: UUID | None = None, **given: Any) -> Received:
        try:
            with transaction.atomic():
                return command(division_code=division_code, key=key, **given)
        except (RuleViolated, IntegrityError):
            before = key and next(iter(rows_where(Case, "uuid = %s AND division_code = %s", row_of_form(key), division_code)), None)
            if not before:
                raise
            return Received(before, code_told_again(before, key))

    return run


@atomic_once
def receive_case(
    *, division_code: str, item: ServiceItem, name: str, channel: str, by: Actor, on: dt.date, phone: str = "", identity_number: str = "",
    missing: Sequence[str] = (), received_on: dt.date | None = None, key: UUID | None = None,
) -> Received:  # fmt: skip
    """A case taken in by staff: accepted when nothing is missing, else told once what is missing. The clock runs from the receipt.

    ``key``: the form's own number; sent twice, there is one case. The identity number ties it to a record in reach and is not kept.
    """
    require(may.can_record_case(by, division_code))
    received = received_on or on
    told, person = _faults(division_code, item, name, phone, on), None
    if received > on or (channel != Case.Channel.PAPER and received != on):
        told.append(Violation("received_on", _("收件日期不能在以后；窗口收的就是今天。"), "R-K06", "received_on"))
    if identity_number.strip() and not told:
        person = by_identity(by, identity_number).first()
        if person is not None and person.name != name.strip():
            told.append(Violation("identity", _("身份证号码和姓名对不上，请核对证件。"), field="identity_number"))
    if told:
        raise RuleViolated(told)
    row = _opened(division_code, item, name, phone, channel, received, by, on, key, person)
    begun, lacking = step_of(row, "receive", who=by, on=on, turn=1), papers(missing)
    if lacking:
        row.state, row.missing = State.SUPPLEMENT, lacking
        in_time = asked_in_time(received, on, county_settings().on(received)["cases.ask_days"])
        set_clock(row, None if in_time else clock_from(received, row))
    else:
        row.state = State.IN_PROCESS
    _written(row, by, begun, step_of(row, "ask" if lacking else "accept", who=by, on=on, turn=1))
    return Received(row, _receipt(row, by, on, key))


@atomic_once
def apply_for(*, division_code: str, item: ServiceItem, name: str, phone: str, by: Actor, on: dt.date, key: UUID | None = None, words: str = "") -> Received:
    """A case handed in over the phone page, without a login: received, and the window has the days of ``cases.ask_days`` to accept it or say what is missing.

    ``words``: for whom and what for, asked where a letter is wanted, for nobody in the house knows it; written without names and numbers.
    """
    require(may.can_apply(by, division_code))
    told = _faults(division_code, item, name, phone, on)
    if item.handled_by not in OVER_THE_PHONE:
        told.append(Violation("channel", _("这个事项不能在手机上提交。请看办事指南，或到中心窗口办理。"), field="item"))
    if not phone.strip():
        told.append(Violation("phone", _("请填写手机号码，方便联系您、查进度。"), field="phone"))
    if item.category == ServiceItem.Category.LETTERS:
        told += outcomes.faults(words, on) if words.strip() else [Violation("words", _("请写明给哪个单位、做什么用。"), field="words")]
    told += wording_faults(words=words)
    if told:
        raise RuleViolated(told)
    row = _opened(division_code, item, name, phone, Case.Channel.PHONE, on, by, on, key, None)
    _written(row, by, step_of(row, "receive", who=by, on=on, turn=1, words=words))
    return Received(row, _receipt(row, by, on, key))


@transaction.atomic
def renew_receipt(*, case: Case, by: Actor, on: dt.date) -> Received:
    """A further receipt for who lost his: a new code, and the old one finds nothing any more."""
    row = locked(case)
    require(may.can_handle_case(by, row))
    code = _receipt(row, by, on)
    audit.record(by=by, action="cases.renew_receipt", thing=row, after={"case": row.number})
    return Received(row, code)


def _faults(division_code: str, item: ServiceItem, name: str, phone: str, on: dt.date) -> list[Violation]:
    told, place = [], division_on(division_code, on)
    if place is None or place.kind not in ("village", "community"):
        told.append(Violation("division", _("办件登记在村或社区。"), field="division_code"))
    if on not in item.period:
        told.append(Violation("item", _("这个事项今天不办理。请从办事目录里重新选择。"), field="item"))
    if not name.strip():
        told.append(Violation("name", _("请填写申请人姓名。"), field="name"))
    if phone.strip() and not PHONE.fullmatch("".join(phone.split())):
        told.append(Violation("phone", _("请填写 11 位手机号码，或区号加固定电话，例如 0756-5510000。"), field="phone"))
    return told


def _opened(
    division_code: str, item: ServiceItem, name: str, phone: str, channel: str, received: dt.date, by: Actor, on: dt.date, key: UUID | None, person: Person | None,
) -> Case:  # fmt: skip
    """The case as it comes in, not yet written, with the next number of its village."""
    uuid, digits = row_of_form(key), re.sub(r"\D", "", phone)
    row = Case(
        uuid=uuid, division_code=division_code, number=next_number(division_code, on.year), item=item, applicant=person, applicant_name=name.strip(), channel=channel,
        received_on=received, recorded_by=by.login, recorded_on=on, phone_sealed=seal(digits, row=f"cases.case.phone:{uuid}"), phone_masked=_masked(digits),
    )  # fmt: skip
    set_clock(row, clock_from(received, row))
    return row


def _written(row: Case, by: Actor, *steps: CaseStep) -> None:
    """The case where its first steps leave it, in one writing, with its leaf and its steps."""
    insert(row)
    for step in steps:
        step.case = row
    insert(*steps)
    came = {"case": row.number, "item": row.item.code, "channel": row.channel, "came_on": row.received_on}
    audit.record(by=by, action="cases.receive_case", thing=row, after=stands(row) | came)


def _masked(digits: str) -> str:
    """A mobile number as the house masks it, 138****5678; a landline likewise with its last four, which the receipt is asked after by."""
    return f"{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}" if digits else ""


def _receipt(row: Case, by: Actor, on: dt.date, key: UUID | None = None) -> str:
    code = new_code(key)
    insert(CaseReceipt(division_code=row.division_code, case=row, code_hash=code_hash(row.uuid, code), issued_on=on, issued_by=by.login))
    return code
