"""The register of accounts in Excel: one row is one account in one role; an account with two roles has two rows.

New accounts come without a password: the security administrator hands out a first one (重设密码), or people come in by single sign-on.
A row never ends an account; leavers are ended by hand, with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils.translation import gettext_noop

from qianxian.accounts import queries, rules
from qianxian.accounts.commands.accounts import LOGIN, days
from qianxian.accounts.commands.grants import cooling_days
from qianxian.accounts.county import county, place_exists, place_names
from qianxian.accounts.departments import DEPARTMENTS
from qianxian.accounts.holders import Holders
from qianxian.accounts.models import RoleGrant, User
from qianxian.accounts.permissions import can_manage_accounts
from qianxian.accounts.roles import ROLES
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.checks import in_order
from qianxian.foundation.sheets.register import Plan, changed_later, offer_register, past_of, restore
from qianxian.foundation.sheets.staged import Put, Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.foundation.verdict import require

ROLE_WORDS = {code: (str(role.title), role.title_en) for code, role in ROLES.items() if code != queries.SERVICE_ROLE}
SHEET = register_sheet(
    Sheet(
        "accounts",
        "账号",
        "Accounts",
        columns=(
            Column("login", "登录名", "Login", "code", required=True, width=16, max_length=40, example="liangyw",
                   hint="3 到 40 个字母、数字，以字母开头"),
            Column("name", "姓名", "Name", "name", required=True, width=12, max_length=60, example="梁雅文"),
            Column("phone", "手机", "Mobile", "phone", width=15, secret=True, example="13800138000"),
            Column("unit", "单位", "Unit", width=24, max_length=80, example="斗门镇人民政府"),
            Column("role", "角色", "Role", "enum", required=True, choices=ROLE_WORDS, width=22, example="镇（街道）组织干部"),
            Column("division_code", "区划代码", "Division code", "code", required=True, width=16, max_length=12, example="440403103000"),
            Column("department", "部门", "Department", "enum", choices=DEPARTMENTS, width=18, hint="部门答复人要填，填被征求意见的部门"),
            Column("organisation_code", "党组织代码", "Party organisation code", "code", width=18, max_length=40, hint="支部角色要填"),
            Column("first", "起", "First day", "date", required=True, width=13, example="2019-01-01"),
            Column("last", "止", "Last day", "date", width=13, hint="最后一天；长期的不填"),
            Column("identity_number", "身份证号码", "Identity number", "identity_number", width=22, secret=True,
                   hint="把账号对上本人档案，只用来核对，不存在账号里；村（社区）、中心和支部的职务角色可以不填，按姓名和在任职务认定"),
        ),
        key_columns=("login", "role", "division_code", "department", "organisation_code"),
        row_checks=(in_order("first", "last", "起", "止"),),
        notes=(
            gettext_noop("一行是一个账号的一个角色。新账号没有密码：导入后在「发放初始密码」一次发给所有人；停用账号在页面上办理。"),
        ),
    )
)  # fmt: skip


class _Matched(dict[Any, str]):
    """What the preview says in the place of a person's key, which tells nobody anything."""

    def __contains__(self, value: object) -> bool:
        return value is not None

    def __missing__(self, value: Any) -> str:
        return _("已对上")


WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, {}) for c in SHEET.columns} | {"period": ("起止", {}), "person_uuid": ("本人档案", _Matched())}


def rows_of(accounts: Iterable[User]) -> Iterator[tuple[Any, ...]]:
    """One row per account and role in force, in the order of the sheet's columns; an account without a role has one row."""
    for user in accounts:
        who = (user.login, user.name, user.phone, user.unit)
        for grant in user.current_grants:
            yield (*who, grant.role, grant.division_code, grant.department, grant.organisation_code, grant.period.lower, grant.last_day, "")
        if not user.current_grants:
            yield (*who, "", "", "", "", user.usable.lower, user.last_day, "")


class Accounts:
    """The accounts' register."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by login, role and place. Raises NotPermitted for others than the security administrator."""
        require(can_manage_accounts(by))
        return _Comparison(parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """Accounts and grants written, one history row each."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    @transaction.atomic
    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Put changed rows back. What was made is ended and emptied, never deleted: the log names accounts for ever."""
        require(can_manage_accounts(by))
        by_type = past_of(leaf)
        if faults := changed_later(by_type):
            raise RuleViolated(faults)
        for model in (RoleGrant, User):
            past = by_type.get(model._meta.label_lower, [])
            restore(model, [row for row in past if row.before is not None])
            made = model._base_manager.filter(uuid__in=[row.object_id for row in past if row.before is None])
            gone = {"period": DateRange(empty=True)} if model is RoleGrant else {"is_active": False}
            made.update(version=F("version") + 1, **gone)
        return sum(map(len, by_type.values()))


class _Comparison:
    """One file against the accounts: what is new, what differs, and every fault."""

    def __init__(self, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.columns, self.by, self.on = parsed, parsed.columns, by, on
        self.staged = Staged("accounts", parsed, (User, RoleGrant))
        self.county = county()
        self.users = {u.login.lower(): u for u in User.objects.all()}
        self.grants: dict[int, list[RoleGrant]] = defaultdict(list)
        for grant in RoleGrant.objects.filter(period__isempty=False):
            self.grants[grant.user_id].append(grant)
        self.places = place_names(self.columns["division_code"], on)
        self.held: dict[str, list[tuple[str, rules.Held]]] = defaultdict(list)
        for user in self.users.values():
            for grant in self.grants[user.pk]:
                self._hold(user, rules.Held(grant.role, grant.period.lower, grant.last_day))
        self.gap = cooling_days(on)
        self.holders = Holders(self.columns["identity_number"], self.columns["role"], on)

    def _names(self, user: User) -> list[str]:
        """Under which names one human being is known: account, registry person, name with telephone."""
        names = [f"login:{user.login.lower()}"]
        names += [f"person:{user.person_uuid}"] if user.person_uuid else []
        return names + ([f"phone:{user.name}|{user.phone}"] if user.phone else [])

    def _hold(self, user: User, held: rules.Held) -> None:
        for name in self._names(user):
            self.held[name].append((user.login.lower(), held))

    def _held_by(self, user: User) -> list[rules.Held]:
        mine = user.login.lower()
        return [rules.Held(h.role, h.first, h.last, login == mine) for name in self._names(user) for login, h in self.held[name]]

    def plan(self) -> Plan:
        """All rows, in the file's order."""
        for i in range(len(self.parsed)):
            if self.parsed.row_numbers[i] not in {e.row for e in self.parsed.errors}:
                self._row(i)
        return self.staged.done()

    def _row(self, i: int) -> None:
        get = {key: values[i] for key, values in self.columns.items()}
        known = self.users.get(get["login"].lower())
        if known is None and not LOGIN.match(get["login"]):
            return self.parsed.fault(i, "login", "login", _("登录名用 3 到 40 个字母、数字或 . _ -，以字母开头"))
        if known is not None and not known.is_active:
            return self.parsed.fault(i, "login", "account_ended", _("这个账号已停用。先在页面上恢复，再导入"))
        if known is not None and known.login == self.by.login:
            return self.parsed.fault(i, "login", "own_account", _("自己的账号和角色要由另一位安全管理员来改"))
        if known is not None and known.pk is None and known.name != get["name"]:
            return self.parsed.fault(i, "name", "two_names", _("同一个登录名在表里有两个姓名。一人一个登录名"))
        person = self._person(i, known, get)
        if person is None:
            return None
        account = self._account(known, get | {"person_uuid": person or None})
        wanted = DateRange(get["first"], get["last"] + dt.timedelta(days=1) if get["last"] else None)
        existing = self._same_grant(account.thing, get, wanted)
        if not (existing and existing.period == wanted) and self._faults(i, account.thing, get, existing):
            return None
        values = {"role": get["role"], "division_code": get["division_code"], "department": get["department"],
                  "organisation_code": get["organisation_code"], "period": wanted}  # fmt: skip
        if existing is None:
            values |= {"user": account.thing, "granted_by": self.by.login}
        grant = self.staged.put(RoleGrant, existing, values)
        if existing is None:
            self._hold(account.thing, rules.Held(get["role"], get["first"], get["last"]))
        label = f"{get['name']} · {ROLE_WORDS[get['role']][0]} · {self.places.get(get['division_code'], get['division_code'])}"
        return self.staged.row(i, label, [grant, account], WORDS)

    def _person(self, i: int, known: User | None, get: dict[str, Any]) -> UUID | str | None:
        """Whose account it is: the person's uuid, "" for nobody of the registry, None when the row is wrong."""
        number, bound = get["identity_number"], known.person_uuid if known else None
        if not number:
            return bound or self.holders.of_office(get["role"], get["division_code"], get["organisation_code"], get["name"]) or ""
        found = self.holders.of_number(number)
        if found is None:
            self.parsed.fault(i, "identity_number", "person_unknown", _("人员台账里没有这个身份证号码。核对号码，或先登记人员，或留空"))
        elif found[1] != get["name"]:
            self.parsed.fault(i, "name", "name_differs", _("姓名和人员台账里这个身份证号码的姓名不同。核对姓名和号码"))
        elif bound and bound != found[0]:
            self.parsed.fault(i, "identity_number", "other_person", _("这个账号已对上另一人的档案。核对号码；要换人，另开一个账号"))
        else:
            return found[0]
        return None

    def _account(self, known: User | None, get: dict[str, Any]) -> Put:
        values = {"name": get["name"], "phone": get["phone"], "unit": get["unit"], "person_uuid": get["person_uuid"]}
        if known is None:
            values |= {"login": get["login"], "usable": days(get["first"], None), "must_change_password": True}
            values["password"] = make_password(None)
            put = self.staged.put(User, None, values)
            self.users[get["login"].lower()] = put.thing
        else:
            put = Put(known, False, {}) if known.pk is None else self.staged.put(User, known, values)
            known.person_uuid = known.person_uuid or get["person_uuid"]
            if get["first"] < known.usable.lower and known.pk is None:
                known.usable = days(get["first"], None)
        # Not a column: it tells the history where the record belongs, so that an undo can see it.
        put.thing.division_code = self.county.code
        return put

    def _same_grant(self, user: User, get: dict[str, Any], wanted: DateRange) -> RoleGrant | None:
        place = ("role", "division_code", "department", "organisation_code")
        for grant in self.grants[user.pk] if user.pk else []:
            meets = (wanted.upper is None or grant.period.lower < wanted.upper) and (
                grant.period.upper is None or wanted.lower < grant.period.upper
            )
            if meets and all(getattr(grant, key) == get[key] for key in place) and not grant.deputy_for_id:
                return grant
        return None

    def _faults(self, i: int, user: User, get: dict[str, Any], existing: RoleGrant | None) -> bool:
        found = rules.place_fits(ROLES[get["role"]].level, get["division_code"], role=get["role"], department=get["department"],
                                 organisation_code=get["organisation_code"], has_person=bool(user.person_uuid),
                                 county_code=self.county.code)  # fmt: skip
        if not found and get["division_code"] not in self.places and not place_exists(get["division_code"], self.on):
            self.parsed.fault(i, "division_code", "no_such_place", _("没有这个区划代码。核对代码"))
            return True
        if user.pk is not None:
            found += rules.period_fits(get["first"], get["last"], user.usable.lower, user.last_day)
        others = [h for h in self._held_by(user) if existing is None or h.role != existing.role]
        found += rules.three_officers(rules.Held(get["role"], get["first"], get["last"]), others, self.gap)
        for violation in found:
            self.parsed.fault(i, violation.field if violation.field in self.columns else "", violation.code, violation.message)
        return bool(found)


offer_register(Accounts())
