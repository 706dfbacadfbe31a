"""Writes of persons: register, correct, merge double records, reveal a sealed field, record a death."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext as _

from qianxian.accounts.models import User
from qianxian.accounts.permissions import require_fresh_code
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.masks import mask_account, mask_identity
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.records import one_at_a_time
from qianxian.foundation.rulebook import InputsRefused, evaluate
from qianxian.foundation.sealing import keyed_hash, seal, unseal
from qianxian.foundation.sheets.register import noun_of
from qianxian.foundation.verdict import require
from qianxian.people import permissions, queries
from qianxian.people.models import Person
from qianxian.people.names import spelled_name
from qianxian.people.sheets import account_row, birth_of, identity_row, sex_of, taken_elsewhere

PLAIN = ("name", "sex", "birth_date", "identity_kind", "ethnicity", "education", "mobile", "address", "bank_name", "access_need")
SEALED = ("identity_number", "bank_account")
SHOWN = (*PLAIN, "identity_masked", "account_masked")
REVEALABLE = {"identity": "身份证号码", "mobile": "手机号码", "account": "银行账号"}  # field → its word in the log, whatever the language of the page
REASON = 6


@transaction.atomic
def register_person(
    *, division_code: str, name: str, sex: str, birth_date: dt.date, by: Actor, on: dt.date, identity_number: str = "", **more: str
) -> Person:
    """A new person of the place. An identity number must be right, agree with sex and birth date, and belong to nobody else."""
    require(permissions.can_register_person(by, division_code))
    person = Person(division_code=division_code)
    values = {"name": name, "sex": sex, "birth_date": birth_date, "identity_number": identity_number, **more}
    faults = _put(person, values, on, by)
    if faults:
        raise RuleViolated(faults)
    person.save()
    audit.record(by=by, action="people.register_person", thing=person, after=audit.snapshot(person, *SHOWN))
    return person


def _put(person: Person, values: Mapping[str, Any], on: dt.date, by: Actor) -> list[Violation]:
    """Write the values into the person and return what is wrong with them; nothing is saved."""
    if unknown := set(values) - {*PLAIN, *SEALED}:
        raise TypeError(f"not of a person: {sorted(unknown)}")
    for key in PLAIN:
        if key in values:
            setattr(person, key, values[key].strip() if isinstance(values[key], str) else values[key])
    faults = []
    if not person.name:
        faults.append(Violation("name", _("填写姓名。"), field="name"))
    if person.birth_date and not dt.date(1900, 1, 1) <= person.birth_date <= on:
        faults.append(Violation("birth_date", _("出生日期要在 1900 年到今天之间。"), field="birth_date"))
    person.pinyin, person.initials = spelled_name(person.name)
    if "identity_number" in values:
        faults += _put_identity(person, "".join((values["identity_number"] or "").split()).upper(), on, by)
    if "bank_account" in values:
        account = "".join((values["bank_account"] or "").split())
        if account and not (account.isdigit() and 8 <= len(account) <= 25):
            faults.append(Violation("account", _("银行账号由 8 到 25 位数字组成。"), field="bank_account"))
        person.account_sealed = seal(account, row=account_row(person.uuid))
        person.account_index, person.account_masked = keyed_hash(account, kind="account"), mask_account(account)
    return faults


def _put_identity(person: Person, number: str, on: dt.date, by: Actor) -> list[Violation]:
    if not number:
        person.identity_sealed, person.identity_index, person.identity_masked = "", None, ""
        return []
    faults = []
    if person.identity_kind == Person.IdentityKind.RESIDENT_ID:
        try:
            answer = evaluate("ID", on, {"number": number})
            faults += [Violation(v.code, v.message, v.source, "identity_number") for v in answer.errors]
        except InputsRefused as unfit:
            faults.append(Violation("identity", str(unfit), "GB 11643", "identity_number"))
        if not faults and birth_of(number) != person.birth_date:
            faults.append(Violation("birth_differs", _("出生日期和身份证号码里的不同。核对两处。"), "GB 11643", "birth_date"))
        if not faults and sex_of(number) != person.sex:
            faults.append(Violation("sex_differs", _("性别和身份证号码第 17 位表示的不同。核对两处。"), "GB 11643", "sex"))
    index = keyed_hash(number, kind="identity")
    same = Person.objects.filter(identity_index=index, merged_into__isnull=True).exclude(pk=person.pk).first()
    if same is not None:
        faults.append(
            Violation(
                "doubled", _("这个号码已登记为 %(name)s。如果是同一人，请合并两份档案。") % {"name": same.name}, field="identity_number"
            )
        )
    elif taken_elsewhere(connection, [index], by):
        faults.append(Violation("elsewhere", _("这个号码登记在您范围以外。请联系区委组织部。"), field="identity_number"))
    person.identity_sealed, person.identity_index = seal(number, row=identity_row(person.uuid)), index
    person.identity_masked = mask_identity(number)
    return faults


@transaction.atomic
def correct_person(*, person: Person, changes: Mapping[str, Any], reason: str, version: int, by: Actor, on: dt.date) -> Person:
    """The person with typing errors mended; old values stay in the history. Raises Conflict, with the row as it is, when somebody was faster."""
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_correct_person(by, held))
    if held.version != version:
        raise Conflict(_("%(name)s 的档案刚被别人改过。看过新内容，再改一次。") % {"name": held.name}, current=held)
    before = audit.snapshot(held, *SHOWN)
    faults = _put(held, changes, on, by)
    if held.identity_sealed and held.identity_kind == Person.IdentityKind.RESIDENT_ID and "identity_number" not in changes:
        number = unseal(held.identity_sealed, row=identity_row(held.uuid))
        if birth_of(number) != held.birth_date or sex_of(number) != held.sex:
            faults.append(
                Violation("identity_differs", _("改后的出生日期或性别和身份证号码不同。一起更正号码。"), "GB 11643", "birth_date")
            )
    if len(reason.strip()) < REASON:
        faults.append(Violation("reason", _("写明更正的理由，至少 %(n)d 个字，例如「按户口簿核对」。") % {"n": REASON}, field="reason"))
    if faults:
        raise RuleViolated(faults)
    held.version += 1
    held.save()
    after = audit.snapshot(held, *SHOWN)
    changed = [k for k in SHOWN if before[k] != after[k]]
    audit.record(
        by=by,
        action="people.correct_person",
        thing=held,
        before={k: before[k] for k in changed},
        after={k: after[k] for k in changed},
        reason=reason,
    )
    return held


@transaction.atomic
def merge_persons(*, kept: Person, doubled: Person, reason: str, by: Actor, on: dt.date) -> Person:
    """The kept record with everything that pointed to the doubled one. Both rows stay; refused where two facts would collide."""
    rows = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=[kept.pk, doubled.pk]).order_by("pk")}
    kept, doubled = rows[kept.pk], rows[doubled.pk]
    require(permissions.can_merge_persons(by, kept, doubled))
    faults = _merge_faults(kept, doubled, reason)
    if faults:
        raise RuleViolated(faults)
    before = {"doubled": audit.snapshot(doubled, *SHOWN), "kept": audit.snapshot(kept, *SHOWN)}
    # the mark first: two living records may not hold one identity number, and the database moves records only along the mark
    doubled.merged_into, doubled.version = kept, doubled.version + 1
    doubled.save(update_fields=["merged_into", "version"])
    moved = _move_references(kept, doubled)
    _fill_blanks(kept, doubled)
    kept.version += 1
    kept.save()
    audit.record(by=by, action="people.merge_persons", thing=kept, before=before, reason=reason,
                 after={"kept": audit.snapshot(kept, *SHOWN), "doubled": str(doubled.uuid), "moved": moved})  # fmt: skip
    audit.record(by=by, action="people.merged_into", thing=doubled, after={"kept": str(kept.uuid)}, reason=reason)
    return kept


def _merge_faults(kept: Person, doubled: Person, reason: str) -> list[Violation]:
    faults = []
    if kept.pk == doubled.pk:
        faults.append(Violation("same", _("选两份不同的档案。"), field="doubled"))
    if kept.merged_into_id or doubled.merged_into_id:
        faults.append(Violation("merged", _("其中一份已经合并过了。"), field="doubled"))
    if kept.identity_index and doubled.identity_index and kept.identity_index != doubled.identity_index:
        faults.append(Violation("identity", _("两份档案的身份证号码不同。确是同一人的，先更正号码再合并。"), field="doubled"))
    if len(reason.strip()) < REASON:
        faults.append(Violation("reason", _("写明为什么是同一人，至少 %(n)d 个字。") % {"n": REASON}, field="reason"))
    return faults


def _move_references(kept: Person, doubled: Person) -> dict[str, int]:
    """Point every record at the kept person, those beyond the officer's reach too; all faults together when the database refuses some."""
    moved: dict[str, int] = {}
    faults = []
    for relation in Person._meta.related_objects:
        model, column = relation.related_model, relation.field.column
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT people_move_records(%s, %s, %s, %s)", [model._meta.db_table, column, kept.pk, doubled.pk])
                moved[model._meta.label_lower] = cursor.fetchone()[0]
        except DatabaseError as refused:
            faults.append(_collision(refused, model, one_of_each=relation.one_to_one))
    if not faults:
        try:  # all have moved: only now do the guards between tables see one person again
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as refused:
            faults.append(_collision(refused, Person))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    if faults:
        raise RuleViolated(faults)
    moved["accounts.user"] = User.objects.filter(person_uuid=doubled.uuid).update(person_uuid=kept.uuid)
    return {what: n for what, n in moved.items() if n}


def _collision(refused: DatabaseError, model: type[models.Model], *, one_of_each: bool = False) -> Violation:
    """Why the database does not let two persons' records become one's: its own sentence where it has one."""
    told = getattr(getattr(refused.__cause__, "diag", None), "message_primary", "") or ""
    if getattr(refused.__cause__, "sqlstate", "") == "QX001":
        return Violation("collides", told)
    what = noun_of(model)
    if one_of_each:
        return Violation("both", _("两份档案都有%(what)s记录，不能自动合并。先处理其中一份。") % {"what": what})
    return Violation("collides", _("两份档案的%(what)s记录互相抵触，例如同一时间的同一职务。先更正其中一份。") % {"what": what})


def _fill_blanks(kept: Person, doubled: Person) -> None:
    """What the kept record lacks is taken from the other; sealed values are sealed anew, for they are bound to their row."""
    for key in ("ethnicity", "education", "mobile", "address", "bank_name"):
        if not getattr(kept, key):
            setattr(kept, key, getattr(doubled, key))
    if not kept.identity_index and doubled.identity_index:
        number = unseal(doubled.identity_sealed, row=identity_row(doubled.uuid))
        kept.identity_sealed, kept.identity_index = seal(number, row=identity_row(kept.uuid)), doubled.identity_index
        kept.identity_kind, kept.identity_masked = doubled.identity_kind, doubled.identity_masked
    if not kept.account_index and doubled.account_index:
        account = unseal(doubled.account_sealed, row=account_row(doubled.uuid))
        kept.account_sealed, kept.account_index = seal(account, row=account_row(kept.uuid)), doubled.account_index
        kept.account_masked = doubled.account_masked


@transaction.atomic
def reveal_field(*, person: Person, field: str, reason: str, by: Actor, on: dt.date) -> str:
    """The full value of a masked field. One leaf per reveal; refused beyond the day's limit."""
    if field not in REVEALABLE:
        raise TypeError(f"nothing to reveal: {field}")
    one_at_a_time(f"reveal:{by.login}")  # two reveals at once would both count one too few
    held = Person.objects.get(pk=person.pk)
    require(permissions.can_reveal_field(by, held))
    require_fresh_code(by, on)
    faults = []
    if len(reason.strip()) < REASON:
        faults.append(Violation("reason", _("写明用途，至少 %(n)d 个字，例如「核对工资账号」。") % {"n": REASON}, field="reason"))
    limit = queries.reveal_limit(on)
    today = AuditLeaf.objects.filter(actor=by.login, action=queries.REVEALED).extra(
        where=["at >= date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai'"]
    )
    if today.count() >= limit:
        faults.append(Violation("limit", _("今天已查看 %(n)d 次，达到每日上限。确有需要的，请另一位同事查看，或明天再查。") % {"n": limit}))
    if faults:
        raise RuleViolated(faults)
    audit.record(by=by, action=queries.REVEALED, thing=held, reason=f"{REVEALABLE[field]}：{reason.strip()}")
    return full_value(held, field)


def full_value(person: Person, field: str) -> str:
    """The open value of a field; only for callers that have just recorded, or checked, the reveal."""
    if field == "mobile":
        return person.mobile
    if field == "identity":
        return unseal(person.identity_sealed, row=identity_row(person.uuid))
    return unseal(person.account_sealed, row=account_row(person.uuid))


@transaction.atomic
def record_death(*, person: Person, died_on: dt.date, document: str, by: Actor, on: dt.date) -> Person:
    """The person with the day of death. Membership and offices are ended by ``organisations.commands.record_death``, which calls this."""
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_correct_person(by, held))
    if held.died_on:
        raise violated("died", _("已经登记过去世日期。"))
    if not held.birth_date <= died_on <= on:
        raise violated("died_on", _("去世日期要在出生日期和今天之间。"), field="died_on")
    held.died_on, held.version = died_on, held.version + 1
    held.save(update_fields=["died_on", "version"])
    audit.record(by=by, action="people.record_death", thing=held, before={"died_on": None}, after={"died_on": died_on}, reason=document)
    return held
