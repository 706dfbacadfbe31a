"""Grant roles over places, end them, appoint deputies. Three officers stay three people, here and in the database."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.accounts import queries, rules
from qianxian.accounts.commands.accounts import county_code_of, days
from qianxian.accounts.county import county, organisation_exists, place_exists
from qianxian.accounts.models import RoleGrant, User
from qianxian.accounts.permissions import can_appoint_deputy, can_end_grant, can_grant_role
from qianxian.accounts.queries import department_codes
from qianxian.accounts.roles import ROLES
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.rulebook.models import Setting

FIELDS = ("role", "division_code", "department", "organisation_code", "period", "deputy_for_id", "source_document")
COOLING = "accounts.officer_cooling_days"


def cooling_days(on: dt.date) -> int:
    """Days between two officers' offices: the county's setting in force, else 30."""
    row = Setting.objects.filter(key=COOLING, period__contains=on).first()
    return int(row.value) if row else rules.COOLING_DAYS


def held_by_person(user: User) -> list[rules.Held]:
    """Every role of the same human being, past ones too."""
    return [rules.Held(g.role, g.period.lower, g.last_day, g.user_id == user.pk) for g in queries.grants_of_person(user)]


def _overlapping(user: User, grant: RoleGrant) -> list[Violation]:
    twice = RoleGrant.objects.filter(
        user=user, role=grant.role, division_code=grant.division_code, department=grant.department,
        organisation_code=grant.organisation_code, period__overlap=grant.period,
    ).exists()  # fmt: skip
    return [Violation("granted_already", _("这段时间已经有同样的角色。先结束原授权，或改日期。"), "", "role")] if twice else []


@transaction.atomic
def grant_role(
    *, user: User, role: str, division_code: str, first: dt.date, by: Actor, on: dt.date, last: dt.date | None = None, department: str = "",
    organisation_code: str = "", source_document: str = "",
) -> RoleGrant:  # fmt: skip
    """Grant a role over a place from first to last day. All violations are raised together."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_grant_role(by, user))
    if role not in ROLES or role == queries.SERVICE_ROLE:
        raise RuleViolated([Violation("role", _("从列表里选一个角色。"), "", "role")])
    found = rules.period_fits(first, last, user.usable.lower, user.last_day)
    found += rules.place_fits(ROLES[role].level, division_code, role=role, department=department, organisation_code=organisation_code,
                              has_person=bool(user.person_uuid), county_code=county().code, departments=department_codes(on))  # fmt: skip
    if not found and organisation_code and not organisation_exists(organisation_code, division_code):
        found.append(Violation("no_such_organisation", _("这个区划里没有代码是 %(code)s 的党组织。在「党组织」页查代码。") % {"code": organisation_code}, "", "organisation_code"))
    if not found and not place_exists(division_code, first):
        found.append(Violation("no_such_place", _("%(first)s 没有区划 %(division_code)s。核对代码和日期。") % {"first": first, "division_code": division_code}, "", "division_code"))
    found += rules.three_officers(rules.Held(role, first, last), held_by_person(user), cooling_days(on))
    if last is None or last >= first:
        grant = RoleGrant(user=user, role=role, division_code=division_code, department=department, period=days(first, last),
                          organisation_code=organisation_code, granted_by=by.login, source_document=source_document)  # fmt: skip
        found += _overlapping(user, grant)
    if found:
        raise RuleViolated(found)
    grant.save()
    audit.record(by=by, action="accounts.grant_role", thing=grant, division_code=county_code_of(by),
                 after={"login": user.login, **audit.snapshot(grant, *FIELDS)})  # fmt: skip
    return grant


@transaction.atomic
def end_grant(*, grant: RoleGrant, by: Actor, on: dt.date, last: dt.date | None = None, reason: str = "") -> RoleGrant:
    """End a role. Without ``last`` it ends at once: yesterday is its last day, and a session in it must choose another role."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("user", "deputy_for__user").get(pk=grant.pk)
    require(can_end_grant(by, grant))
    last = last or on - dt.timedelta(days=1)
    if grant.period.isempty or (grant.last_day and grant.last_day <= last):
        raise RuleViolated([Violation("ended_already", _("这个角色到那天已经结束，不用再办。"), "", "last")])
    if last < on - dt.timedelta(days=1):
        raise RuleViolated([Violation("backdated", _("不能改成更早结束。要立即结束，最后一天填昨天或留空。"), "", "last")])
    before = audit.snapshot(grant, *FIELDS)
    for row in [grant, *RoleGrant.objects.select_for_update().filter(deputy_for=grant, period__endswith__gt=last)]:
        row.period = days(row.period.lower, last) if row.period.lower <= last else DateRange(empty=True)
        row.version += 1
        row.save(update_fields=["period", "version"])
    audit.record(by=by, action="accounts.end_grant", thing=grant, division_code=county_code_of(by), before=before,
                 after=audit.snapshot(grant, *FIELDS), reason=reason)  # fmt: skip
    return grant


@transaction.atomic
def appoint_deputy(
    *, principal: RoleGrant, deputy: User, first: dt.date, last: dt.date | None, by: Actor, on: dt.date, source_document: str = ""
) -> RoleGrant:
    """Let somebody else stand in for a grant between two days; what he does is recorded on behalf of the principal."""
    principal = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(pk=principal.pk)
    deputy = User.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    require(can_appoint_deputy(by, principal))
    require(can_grant_role(by, deputy))
    same = User.objects.filter(queries.same_person(principal.user), pk=deputy.pk).exists()
    found = rules.deputy_fits(
        same_person=same, first=first, last=last, principal_first=principal.period.lower or first, principal_last=principal.last_day,
        is_officer=principal.role in rules.OFFICERS, is_deputy=bool(principal.deputy_for_id),
    )  # fmt: skip
    held = held_by_person(deputy)
    wanted = rules.Held(principal.role, first, last)
    found += rules.period_fits(first, last, deputy.usable.lower, deputy.last_day) if not found else []
    found += rules.three_officers(wanted, held, cooling_days(on))
    permissions = {code: frozenset(map(str, role.permissions)) for code, role in ROLES.items()}
    found += rules.own_checker([h.role for h in held if h.overlaps(wanted)], principal.role, permissions)
    if found:
        raise RuleViolated(found)
    grant = RoleGrant(user=deputy, role=principal.role, division_code=principal.division_code, department=principal.department,
                      organisation_code=principal.organisation_code, period=days(first, last), deputy_for=principal,
                      granted_by=by.login, source_document=source_document)  # fmt: skip
    if twice := _overlapping(deputy, grant):
        raise RuleViolated(twice)
    grant.save()
    audit.record(by=by, action="accounts.appoint_deputy", thing=grant, division_code=county_code_of(by),
                 after={"login": deputy.login, "for": principal.user.login, **audit.snapshot(grant, *FIELDS)})  # fmt: skip
    return grant
