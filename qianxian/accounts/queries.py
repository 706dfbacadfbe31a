"""Who is who: actors of grants, logins and tokens; lists of accounts, grants and sessions. Writes nothing.

Example: ``actor_of_login("liangyw", role="town_org_officer")`` is what ``qianxian --as liangyw`` acts as.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Count, Exists, F, Max, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qianxian.accounts.county import merges
from qianxian.accounts.departments import DEPARTMENTS
from qianxian.accounts.models import ApiClient, ApiToken, OpenSession, RecoveryCode, RoleGrant, SecondFactor, SecondFactorReset, User
from qianxian.accounts.rights import Permission
from qianxian.accounts.roles import ROLES
from qianxian.accounts.rules import OFFICERS, absorbed_in
from qianxian.accounts.tries import held_back
from qianxian.foundation import clock
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import NotPermitted, in_english
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.statements import prepared
from qianxian.foundation.tasks import Task
from qianxian.rulebook.queries import county_settings

SERVICE_ROLE = "service"
LAPSING_DAYS = 30


def actor_for(grant: RoleGrant, on: dt.date, merged: Mapping[str, str] | None = None) -> Actor:
    """The actor of this grant. Raises NotPermitted when grant or account is not in force on the day.

    Own-record roles and village roles carry the person, branch roles the organisation, deputies whom they stand in for.
    ``merged`` spares the question which places were merged by that day.
    """
    user = grant.user
    if not user.is_active or on not in user.usable or on not in grant.period:
        raise NotPermitted(_("这个角色现在不在有效期内。请安全管理员延长或重新授权。"))
    role, prefix = ROLES[grant.role], prefix_of(grant.division_code)
    absorbed = absorbed_in(prefix, merges(on) if merged is None else merged)
    return Actor(
        login=user.login,
        name=user.name,
        role=grant.role,
        # Own-record roles reach their village so that the own row exists for row-level security; their one permission shows only that row.
        # Rows of a merged place keep its old code, so whoever holds its successor reaches them too; the successor's own place stays first.
        reach=(prefix, *dict.fromkeys(old for old, _into in absorbed if not old.startswith(prefix))),
        absorbed=absorbed,
        permissions=frozenset(str(p) for p in role.permissions),
        department=grant.department,
        organisation_code=grant.organisation_code,
        person_uuid=str(user.person_uuid or ""),
        role_title=str(role.title),
        on_behalf_of=grant.deputy_for.user.name if grant.deputy_for_id else "",
        principal=grant.deputy_for.user.login if grant.deputy_for_id else "",
    )


def grants_of(user: User, on: dt.date) -> QuerySet[RoleGrant]:
    """The user's grants in force on the day, widest place first."""
    return (
        RoleGrant.objects.filter(user=user, period__contains=on, user__usable__contains=on, user__is_active=True)
        .select_related("user", "deputy_for__user")
        .order_by("division_code", "role", "id")
    )


def actor_of_login(login: str, role: str | None = None, on: dt.date | None = None) -> Actor:
    """The actor a command line acts as. Raises NotPermitted: unknown login, no such role, or several roles and none named."""
    on = on or clock.today()
    user = User.objects.filter(login__iexact=login).first()
    grants = list(grants_of(user, on)) if user else []
    if role:
        grants = [g for g in grants if g.role == role]
    if not grants:
        raise NotPermitted(_("登录名 %(login)s 在 %(on)s 没有可用的%(else)s。请安全管理员授权。") % {"login": login, "on": on, "else": _("角色 %(role)s") % {"role": role} if role else _("角色")})
    if len(grants) > 1:
        raise NotPermitted(_("%(login)s 有多个角色，请用 --role 指明：%(grants)s。") % {"login": login, "grants": _("、").join(sorted({g.role for g in grants}))})
    return actor_for(grants[0], on)


def service_actor(county_code: str) -> Actor:
    """The named actor of command line and jobs: every permission over the county, recorded at every step."""
    role = ROLES[SERVICE_ROLE]
    return Actor(login="service", name=str(role.title), role=role.code, reach=(prefix_of(county_code),),
                 permissions=frozenset(str(p) for p in role.permissions), role_title=str(role.title))  # fmt: skip


def actor_of_token(token: str, on: dt.date) -> Actor | None:
    """The actor of a bearer token, or None when it is unknown, revoked, run out, or its grant is not in force.

    A program cannot read a phone: where the person has bound one, what asks for its code is done on the pages.
    """
    if not token:
        return None
    row = (
        ApiToken.objects.select_related("grant__user", "grant__deputy_for__user")
        .annotate(bound=Exists(SecondFactor.objects.filter(user=OuterRef("user"))))
        .filter(token_hash=keyed_hash(token, kind="api-token"), revoked_at__isnull=True, expires_at__gt=timezone.now())
        .first()
    )
    try:
        return replace(actor_for(row.grant, on), code_age=float("inf") if row.bound else None) if row else None
    except NotPermitted:
        return None


def account_of(actor: Actor) -> User:
    """The account behind an actor; raises User.DoesNotExist for the service actor."""
    return User.objects.get(login=actor.login)


def accounts_on(on: dt.date, *, past: bool = False) -> QuerySet[User]:
    """All accounts (when the day is ``past``: those open by then) with their grants in force on the day and the latest sign of life. The caller has asked ``can_manage_accounts``."""
    current = RoleGrant.objects.filter(period__contains=on).select_related("deputy_for__user").order_by("division_code", "role")
    seen = OpenSession.objects.filter(user=OuterRef("pk")).values("user").annotate(at=Max("seen_at")).values("at")
    return (
        (User.objects.filter(usable__startswith__lte=on) if past else User.objects).prefetch_related(Prefetch("grants", current, to_attr="current_grants"))
        .annotate(seen_at=Subquery(seen), has_second_factor=Count("second_factor", distinct=True))
        .order_by("login")
    )


def usable_on(users: QuerySet[User], on: dt.date) -> QuerySet[User]:
    """Those who may log in on the day."""
    return users.filter(is_active=True, usable__contains=on)


def others_usable_on(on: dt.date, actor: Actor) -> QuerySet[User]:
    """Everybody but the actor who may log in on the day, by name."""
    return usable_on(User.objects.order_by("name"), on).exclude(login=actor.login)


def waiting_for_first_password(on: dt.date, *, role: str = "", place: str = "", again: bool = False) -> QuerySet[User]:
    """Accounts usable on the day that came without a password (by Excel); with ``again`` also those whose first one was never used."""
    rows = usable_on(accounts_on(on), on).filter(must_change_password=True, last_login__isnull=True)
    if not again:
        rows = rows.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if role or place:
        inside = RoleGrant.objects.filter(user=OuterRef("pk"), period__contains=on, division_code__startswith=place)
        rows = rows.filter(Exists(inside.filter(role=role) if role else inside))
    return rows


def never_used(on: dt.date) -> QuerySet[User]:
    """Accounts usable on the day into which nobody ever logged in."""
    return usable_on(User.objects.order_by("login"), on).filter(last_login__isnull=True)


def lapsing(on: dt.date, days: int = LAPSING_DAYS) -> QuerySet[User]:
    """Accounts usable on the day whose last day, or a role's, lies within so many days from it."""
    soon = Q(period__endswith__gt=on, period__endswith__lte=on + dt.timedelta(days=days + 1))
    ends = RoleGrant.objects.filter(soon, user=OuterRef("pk"), period__contains=on)
    own = Q(usable__endswith__gt=on, usable__endswith__lte=on + dt.timedelta(days=days + 1))
    return usable_on(User.objects.order_by("login"), on).filter(own | Exists(ends))


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """For the security administrator: accounts held back by wrong tries, resets to confirm, accounts that lapse or were never used."""
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        return []
    kind, register = _("账号"), reverse("accounts:users")
    held = [Task(kind, _("%(name)s：连续输错，暂时被拦") % {"name": u.name}, _("15 分钟后自动放行；是本人忘了密码就重设"), None, reverse("accounts:user", args=[u.uuid]))
            for u in held_back(usable_on(User.objects.order_by("login"), on))[:20]]  # fmt: skip
    resets = [Task(kind, _("%(name)s：换手机等第二位安全管理员确认") % {"name": r.user.name}, "", None, reverse("accounts:user", args=[r.user.uuid]))
              for r in open_resets().exclude(requested_by__login=actor.login)]  # fmt: skip
    counted = ((lapsing(on).count(), _("%(n)d 个账号或角色 30 天内到期"), _("还要用的延长，不用的到期自动停"), "lapsing"),
               (never_used(on).count(), _("%(n)d 个账号开通后没有登录过"), _("没有首次密码的先发密码条；不用的停用"), "never"))  # fmt: skip
    return held + resets + [Task(kind, title % {"n": n}, why, None, f"{register}?state={state}", count=n) for n, title, why, state in counted if n]


def grants_history(user: User) -> QuerySet[RoleGrant]:
    """Every grant the user has or had, newest first."""
    return RoleGrant.objects.filter(user=user).select_related("user", "deputy_for__user").order_by("-id")


def deputies_on(on: dt.date) -> QuerySet[RoleGrant]:
    """Deputies' grants that are in force or still to come, by first day."""
    return (
        RoleGrant.objects.filter(deputy_for__isnull=False, period__endswith__gt=on)
        .select_related("user", "deputy_for__user")
        .order_by("period")
    )


def principals_on(on: dt.date) -> QuerySet[RoleGrant]:
    """Grants somebody may stand in for: in force, no officer's, no deputy's."""
    return (
        RoleGrant.objects.filter(period__contains=on, user__is_active=True, user__usable__contains=on, deputy_for__isnull=True)
        .exclude(role__in=OFFICERS | {SERVICE_ROLE})
        .select_related("user")
        .order_by("role", "user__login")
    )


def same_person(user: User) -> Q:
    """The condition that a row of accounts belongs to the same human being: same account, registry person, or name and telephone."""
    condition = Q(pk=user.pk)
    if user.person_uuid:
        condition |= Q(person_uuid=user.person_uuid)
    if user.phone:
        condition |= Q(name=user.name, phone=user.phone)
    return condition


def is_one_of(by: Actor, *logins: str) -> bool:
    """True when one of the logins is the actor's, his whom he stands in for, or another account of the same person: what two people must do he does not do alone.

    The database says the same where it is written. One query, and only where somebody else is named.
    """
    others, mine = {one for one in logins if one}, {one for one in (by.login, by.principal) if one}
    if not others or mine & others:
        return bool(mine & others)
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_person_among(%s, %s::text[])", [by.login, list(others)])
        return bool(cursor.fetchone()[0])


def grants_of_person(user: User) -> QuerySet[RoleGrant]:
    """Every grant, past ones too, of every account of the same person."""
    return RoleGrant.objects.filter(user__in=User.objects.filter(same_person(user)), period__isempty=False).select_related("user")


def sessions_of(user: User) -> QuerySet[OpenSession]:
    """The user's live sessions, newest first."""
    return OpenSession.objects.filter(user=user).order_by("-seen_at")


def _columns(model: type[Model], alias: str) -> str:
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


# Asked at each request: as one text, because to put two questions of the ORM together took longer than PostgreSQL takes to answer them.
_AT_THE_DOOR = f"""SELECT {_columns(OpenSession, "s")}, {_columns(User, "u")}, {_columns(RoleGrant, "g")}, {_columns(RoleGrant, "d")}, {_columns(User, "du")},
    statement_timestamp() - s.seen_at, statement_timestamp() - s.started_at, statement_timestamp() - s.code_at,
    EXISTS (SELECT 1 FROM accounts_secondfactor f WHERE f.user_id = s.user_id),
    EXISTS (SELECT 1 FROM accounts_rolegrant o WHERE o.user_id = s.user_id AND o.id <> g.id AND o.period @> %s::date),
    (SELECT p.name FROM divisions_division p WHERE p.code = g.division_code AND p.valid @> %s::date)
    FROM accounts_opensession s JOIN accounts_user u ON u.id = s.user_id
    LEFT JOIN accounts_rolegrant g ON g.user_id = s.user_id AND g.uuid = %s::uuid
    LEFT JOIN accounts_rolegrant d ON d.id = g.deputy_for_id LEFT JOIN accounts_user du ON du.id = d.user_id
    WHERE s.session_key = %s AND s.user_id = %s"""


def at_the_door(session_key: str, user_number: int, grant_uuid: str | None, on: dt.date) -> tuple[OpenSession | None, RoleGrant | None]:
    """The live session with its user (``idle``, ``age`` and ``code_age`` by the database's clock, ``bound``: a phone), and the grant it acts in.

    ``others`` of the grant: whether the person has another one to change to on the day; ``place``: its division's name on the day, None where it no longer stands.
    """
    with prepared() as cursor:
        cursor.execute(_AT_THE_DOOR, [on, on, grant_uuid, session_key, user_number])
        row = cursor.fetchone()
    if row is None:
        return None, None
    read = iter(row)

    def one(model: type[Model]) -> Model | None:
        names = [field.attname for field in model._meta.concrete_fields]
        values = [next(read) for _name in names]
        return model.from_db(connection.alias, names, values) if values[0] is not None else None

    session, user, grant, principal, principal_user = one(OpenSession), one(User), one(RoleGrant), one(RoleGrant), one(User)
    session.idle, session.age, session.code_age, session.bound, others, place = read
    session.user = user
    if grant is not None:
        grant.user, grant.deputy_for, grant.others, grant.place = user, principal, others, place
    if principal is not None:
        principal.user = principal_user
    return session, grant


def second_factor_of(user: User) -> SecondFactor | None:
    """The user's bound phone, if any."""
    return SecondFactor.objects.filter(user=user).first()


def codes_left(user: User) -> int:
    """How many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The user's tokens that still work, newest first."""
    return (
        ApiToken.objects.filter(user=user, revoked_at__isnull=True, expires_at__gt=timezone.now()).select_related("grant").order_by("-id")
    )


def clients() -> QuerySet[ApiClient]:
    """All registered programs, the living ones first. The caller has asked ``can_manage_clients``."""
    return ApiClient.objects.order_by(F("revoked_at").asc(nulls_first=True), "title", "id")


def open_resets() -> QuerySet[SecondFactorReset]:
    """Resets of a second factor that wait for the second administrator."""
    return SecondFactorReset.objects.filter(confirmed_by__isnull=True).select_related("user", "requested_by").order_by("requested_at")


def needs_second_factor(user: User, on: dt.date) -> bool:
    """True when a role in force requires it; who has enrolled is asked in any case."""
    return any(ROLES[g.role].second_factor for g in grants_of(user, on))


def current_grants(on: dt.date) -> QuerySet[RoleGrant]:
    """Every grant in force on the day."""
    return RoleGrant.objects.filter(period__contains=on)


def log_of(user: User, by: Actor, limit: int = 30) -> QuerySet[AuditLeaf]:
    """What was done to the account, newest first: who and when, never values."""
    grants = [str(u) for u in RoleGrant.objects.filter(user=user).values_list("uuid", flat=True)]
    return AuditLeaf.objects.visible_to(by).filter(object_id__in=[str(user.uuid), *grants]).order_by("-id")[:limit]


def names_of_logins(logins: Iterable[str]) -> dict[str, str]:
    """Login → the person's name, in one query; records keep the login, pages say the name. Logins that no longer exist are left out."""
    return dict(User.objects.filter(login__in={login for login in logins if login}).values_list("login", "name"))


def named_in(text: str, logins: Iterable[str]) -> list[str]:
    """Those of the logins' people who stand in a list of names ("邓少峰、梁海珊"): whole names, as separated by commas, marks or spaces."""
    said = set(re.split(r"[\s、，,;；/（）()]+", text))
    return sorted(name for name in names_of_logins(logins).values() if name in said)


def with_names(leaves: Iterable[AuditLeaf]) -> list[tuple[AuditLeaf, str]]:
    """Each leaf with the name of who acted, a deputy with whom he stood in for; the login where the account is gone."""
    leaves = list(leaves)
    names = names_of_logins(leaf.actor for leaf in leaves)
    return [(leaf, who_acted(leaf, names)) for leaf in leaves]


def who_acted(entry: Any, names: Mapping[str, str]) -> str:
    """卢建业（代理 容桂芳）: who did what a leaf, or an entry with its ``actor`` and ``on_behalf_of``, tells of."""
    name = names.get(entry.actor, entry.actor)
    return _("%(who)s（代理 %(name)s）") % {"who": name, "name": entry.on_behalf_of} if entry.on_behalf_of else name


def department_name(code: str) -> str:
    """The department's name in the reader's language; a code that only the county's own setting knows, as it is."""
    return DEPARTMENTS[code][in_english()] if code in DEPARTMENTS else code


def department_codes(on: dt.date) -> list[str]:
    """Departments that must or may be asked in joint vetting on the day, by the county's settings; those that must first."""
    rows = (county_settings().find(f"vetting.departments_{which}", on) for which in ("required", "optional"))
    return [code for row in rows if row is not None for code in row.value]
