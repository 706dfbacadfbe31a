"""Separation of duties, deputies, places of roles and limits of tries, as pure functions.

Example: ``three_officers(Held("audit_admin", …), [Held("sys_admin", …)])`` answers one violation ``three_officers``.
Who may grant a role is in permissions; the same separation stands once more in the database (migration 0002).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qianxian.foundation.errors import Violation
from qianxian.foundation.errors import say as _
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

OFFICERS = frozenset({"sys_admin", "sec_admin", "audit_admin"})
# What everybody may have beside any duty: a look at their own record, but on an account of its own.
OWN_RECORD = frozenset({"member", "resident"})
COOLING_DAYS = 30
DEPUTY_DAYS = 180
PASSWORD_DAYS = 365
MOST_IN_A_BATCH = 200
SOURCE = "网络安全等级保护基本要求（GB/T 22239）安全管理中心；手册第7节⑤"
DEPUTY_SOURCE = "手册第7节①③"

# Whoever prepares may not check, whoever checks may not approve (handbook 7 ①): a deputy never becomes his own checker.
KEPT_APART = (
    ("prepare_pay", "check_pay"),
    ("prepare_pay", "approve_pay"),
    ("check_pay", "approve_pay"),
    ("nominate", "decide_engagement"),
    ("propose_engagement", "decide_engagement"),
    ("answer_vetting", "conclude_vetting"),
)
ROLES_KEPT_APART = (("town_bookkeeper", "cashier"), ("town_bookkeeper", "finance_bureau"))


@dataclass(frozen=True)
class Held:
    """A role somebody holds, held or is to hold: first and last day (None: open), and whether on the very same account."""

    role: str
    first: dt.date
    last: dt.date | None = None
    same_account: bool = True

    def overlaps(self, other: Held, gap_days: int = 0) -> bool:
        """True when the two periods share a day, or stand less than ``gap_days`` days apart."""
        gap = dt.timedelta(days=gap_days)
        before = self.last is not None and other.first - gap > self.last
        after = other.last is not None and self.first - gap > other.last
        return not (before or after)


def three_officers(wanted: Held, held: Iterable[Held], cooling_days: int = COOLING_DAYS) -> list[Violation]:
    """Why this role may not stand beside the others of the same person; empty when it may (三员分立).

    An officer holds no second role; from one officer's office to another at least ``cooling_days`` days pass.
    """
    for other in held:
        if other.role == wanted.role or not {wanted.role, other.role} & OFFICERS:
            continue
        if not other.same_account and {wanted.role, other.role} & OWN_RECORD:
            continue
        both = {wanted.role, other.role} <= OFFICERS
        if wanted.overlaps(other):
            message = (_("系统、安全、审计三员要由三个人分别担任。换一个人，或先结束原来的角色。") if both
                       else _("三员不能兼任业务角色。换一个人，或先结束原来的角色。"))  # fmt: skip
            return [Violation("three_officers", message, SOURCE, "role")]
        if both and wanted.overlaps(other, cooling_days):
            message = _("三员之间换岗，要隔满 %(cooling_days)s 天。改晚开始日期，或换一个人。") % {"cooling_days": cooling_days}
            return [Violation("three_officers", message, SOURCE, "first")]
    return []


def level_of(division_code: str) -> str:
    """county, town or village, by the zeros of a 12-digit code."""
    if division_code[6:] == "000000":
        return "county"
    return "town" if division_code[9:] == "000" else "village"


def absorbed_in(prefix: str, merged: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(old code, each code that took it in, directly or in steps) for every merged place whose successor stands under the prefix.

    Whole 12-digit codes: a merged town brings its own rows, and a village of it only where that village itself went.
    """
    found = []
    for old in sorted(merged):
        steps, code = [], old
        while code in merged and merged[code] not in (old, *steps):
            code = merged[code]
            steps.append(code)
        if prefix and any(step.startswith(prefix) for step in steps):
            found += [(old, step) for step in steps]
    return tuple(found)


def place_fits(level: str, division_code: str, *, role: str = "", department: str = "", organisation_code: str = "",
               has_person: bool = False, county_code: str = "", departments: Collection[str] = ()) -> list[Violation]:  # fmt: skip
    """Every reason why a role of this level cannot stand on this place; ``departments`` are those a replier can answer for."""
    found: list[Violation] = []
    if len(division_code) != 12 or not division_code.isdigit():
        return [Violation("division_code", _("填写 12 位区划代码。"), "", "division_code")]
    if county_code and not division_code.startswith(county_code[:6]):
        found.append(Violation("other_county", _("填写本区的区划代码，以 %(county_code)s 开头。") % {"county_code": county_code[:6]}, "", "division_code"))
    words = {"county": _("区级（后六位是 0）"), "town": _("镇（街道）级（后三位是 0）"), "village": _("村（社区）级")}
    if level in words and level_of(division_code) != level:
        found.append(Violation("level", _("这个角色要配%(level)s的区划代码。") % {"level": words[level]}, "", "division_code"))
    if level == "branch" and not organisation_code:
        found.append(Violation("organisation_needed", _("支部角色要填党组织代码。"), "", "organisation_code"))
    if level == "self" and not has_person:
        found.append(Violation("person_needed", _("先把账号和本人档案对上，再授予本人角色。"), "", "role"))
    if role == "department_replier" and not department:
        found.append(Violation("department_needed", _("部门答复人要选部门。"), "", "department"))
    if role == "department_replier" and department and departments and department not in departments:
        found.append(Violation("department_unknown", _("从列表里选部门。名单以外的部门收不到联审名单。"), "", "department"))
    return found


def period_fits(first: dt.date, last: dt.date | None, usable_first: dt.date | None = None,
                usable_last: dt.date | None = None) -> list[Violation]:  # fmt: skip
    """The first day is not after the last, and both lie within the account's own days."""
    if last is not None and last < first:
        return [Violation("date_order", _("结束日期不能早于开始日期 %(first)s。") % {"first": first}, "", "last")]
    if usable_first and first < usable_first:
        return [Violation("before_account", _("账号从 %(usable_first)s 起可用，开始日期不要早于这天。") % {"usable_first": usable_first}, "", "first")]
    if usable_last and (last is None or last > usable_last):
        return [Violation("after_account", _("账号用到 %(usable_last)s，结束日期不要晚于这天。") % {"usable_last": usable_last}, "", "last")]
    return []


def own_checker(own_roles: Iterable[str], wanted_role: str, permissions_of: dict[str, frozenset[str]]) -> list[Violation]:
    """A deputy in ``wanted_role`` would check or approve what he makes in a role of his own."""
    wanted = permissions_of[wanted_role]
    for own in own_roles:
        mine = permissions_of[own]
        pairs = any((a in mine and b in wanted) or (b in mine and a in wanted) for a, b in KEPT_APART)
        if pairs or (own, wanted_role) in ROLES_KEPT_APART or (wanted_role, own) in ROLES_KEPT_APART:
            return [Violation("own_checker", _("代理人不能核对或审批自己经手的事。换一个代理人。"), DEPUTY_SOURCE, "deputy")]
    return []


def deputy_fits(*, same_person: bool, first: dt.date, last: dt.date | None, principal_first: dt.date, principal_last: dt.date | None,
                is_officer: bool, is_deputy: bool) -> list[Violation]:  # fmt: skip
    """Every reason why a deputy may not stand in: himself, without an end, too long, outside the grant, for an officer, for a deputy."""
    found: list[Violation] = []
    if same_person:
        found.append(Violation("own_deputy", _("代理人要是另一个人。"), DEPUTY_SOURCE, "deputy"))
    if is_officer:
        found.append(Violation("officer_deputy", _("三员不设代理。要换人，先结束原授权，再授给新的人。"), SOURCE, "deputy"))
    if is_deputy:
        found.append(Violation("deputy_of_deputy", _("代理不能再转给别人。由本人另行委托。"), DEPUTY_SOURCE, "deputy"))
    if last is None:
        found.append(Violation("deputy_dated", _("代理要写明最后一天。"), DEPUTY_SOURCE, "last"))
    elif last < first:
        found.append(Violation("date_order", _("结束日期不能早于开始日期 %(first)s。") % {"first": first}, "", "last"))
    elif (last - first).days >= DEPUTY_DAYS:
        found.append(Violation("deputy_too_long", _("一次代理不超过 %(deputy_days)s 天。到期还要代理，再办一次。") % {"deputy_days": DEPUTY_DAYS}, DEPUTY_SOURCE, "last"))
    if first < principal_first or (principal_last is not None and (last is None or last > principal_last)):
        found.append(Violation("outside_grant", _("代理的日期要在被代理人任期之内。"), DEPUTY_SOURCE, "first"))
    return found


def batch_fits(accounts: Sequence[tuple[str, bool, bool]]) -> list[Violation]:
    """Why these accounts cannot be given first passwords together; each is (login, may log in today, never logged in)."""
    if not accounts:
        return [Violation("nobody_waits", "没有等待初始密码的账号。先导入或开通账号，再来发放。", "", "")]
    if len(accounts) > MOST_IN_A_BATCH:
        return [Violation("too_many", f"一次最多 {MOST_IN_A_BATCH} 个账号，这里有 {len(accounts)} 个。按镇（街道）或角色分几次发。", "", "place")]
    found = []
    for login, usable, unused in accounts:
        if not usable:
            found.append(Violation("not_usable", f"{login} 今天不能登录。先恢复账号，或改它的可用日期。", "", "place"))
        elif not unused:
            found.append(Violation("already_used", f"{login} 已经登录过。本人忘了密码，到他的账号页重设。", "", "place"))
    return found


@dataclass(frozen=True)
class Limit:
    """So many failures within so many seconds, then wait."""

    failures: int
    seconds: int


# The wide limits hold only for browsers that never logged in as this account: nobody can lock out staff at their own machines.
LIMITS = {"pair": Limit(5, 900), "device": Limit(5, 900), "account": Limit(30, 900), "address": Limit(100, 900), "second": Limit(5, 900),
          "client": Limit(10, 900),
          # a receipt asked after without a login: its code, the last four digits of a telephone (ten thousand of them: few tries, and few a day), the asker
          "receipt": Limit(20, 900), "lastfour": Limit(5, 900), "lastfourday": Limit(20, 86400), "visitor": Limit(40, 900), "handin": Limit(20, 900)}  # fmt: skip


CLIENT_TOKEN_SECONDS = 900
CLIENT_DAYS = 366
SCOPE = re.compile(r"([a-z]+):(\d{6}|\d{9}|\d{12})")


def scope_parts(scope: str) -> tuple[str, str]:
    """(room, division prefix) of ``pay:440403103``; two empty strings when it is written otherwise."""
    match = SCOPE.fullmatch(scope)
    return (match[1], match[2]) if match else ("", "")


def scopes_fit(scopes: Iterable[str], prefix: str, rooms: Iterable[str]) -> list[Violation]:
    """Every reason why a client over ``prefix`` cannot have these scopes: none, badly written, unknown room, outside its place."""
    scopes, rooms = list(scopes), list(rooms)
    if not scopes:
        return [Violation("scopes", "至少写一项范围，例如 pay:440403。", "RFC 6749 3.3", "scopes")]
    found = []
    for scope in scopes:
        room, below = scope_parts(scope)
        if not room:
            found.append(Violation("scope_form", _("「%(scope)s」写成 房间:区划前缀，前缀 6、9 或 12 位，例如 pay:440403103。") % {"scope": scope[:40]}, "RFC 6749 3.3", "scopes"))
        elif room not in rooms:
            found.append(Violation("scope_room", _("没有可开放的房间 %(room)s。可选：%(rooms)s。") % {"room": room, "rooms": "、".join(rooms)}, "", "scopes"))
        elif not below.startswith(prefix):
            found.append(Violation("scope_place", f"{scope} 超出这个客户端的区划 {prefix}。", "", "scopes"))
    return found


def narrowed_scopes(asked: str, registered: Sequence[str]) -> list[str] | None:
    """The scopes a token gets: all registered ones when none is asked, the asked ones when each lies inside; None otherwise (RFC 6749 3.3)."""
    if not asked.strip():
        return list(registered)
    wanted = list(dict.fromkeys(asked.split()))
    own = [scope_parts(scope) for scope in registered]
    for scope in wanted:
        room, below = scope_parts(scope)
        if not room or not any(room == r and below.startswith(p) for r, p in own):
            return None
    return wanted


def too_many(counts: dict[str, int]) -> bool:
    """True when any key (its kind before the colon) has more tries, this one included, than its limit."""
    return any(count > LIMITS[key.split(":", 1)[0]].failures for key, count in counts.items())


@rule(
    "ROLE",
    title="三员分立",
    title_en="Three officers are three people",
    versions=(
        InForce(dt.date(2008, 11, 1), "《信息安全技术 信息系统安全等级保护基本要求》GB/T 22239-2008", "安全管理机构", dt.date(2019, 11, 30),
                confidence="likely"),
        InForce(dt.date(2019, 12, 1), "《信息安全技术 网络安全等级保护基本要求》GB/T 22239-2019", "安全管理中心", confidence="likely"),
    ),
    inputs=(
        Input("user_roles", "list", "一个人同时担任的角色代码", "Role codes one person holds at once"),
        Input("left_role", "string", "不久前卸任的角色代码", "Role code left a while ago", required=False, default=""),
        Input("days_since", "int", "卸任已满天数", "Full days since leaving it", unit="天", required=False, default=None, minimum=0),
        Input("cooling_days", "int", "三员换岗间隔", "Days between two officers' offices", unit="天", required=False, default=COOLING_DAYS,
              minimum=0, setting="accounts.officer_cooling_days"),
    ),
    outputs=(Output("error", "string", "不行的原因代码", "Code of the reason against"), Output("allowed", "bool", "可以", "Allowed")),
)  # fmt: skip
def three_officers_answer(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The rule as 规则试算 and the command line ask it."""
    roles: Sequence[str] = list(dict.fromkeys(facts.user_roles))
    found: list[Violation] = []
    for number, role in enumerate(roles):
        found = found or three_officers(Held(role, on), [Held(other, on) for other in roles[:number]], facts.cooling_days)
    if facts.left_role and facts.days_since is not None:
        left_on = on - dt.timedelta(days=facts.days_since + 1)
        for role in roles:
            found = found or three_officers(Held(role, on), [Held(facts.left_role, dt.date(1900, 1, 1), left_on)], facts.cooling_days)
    told = [violation(v.code, v.message, "System, security and audit administrators are three people without other roles.") for v in found]
    return Finding({"error": found[0].code if found else None, "allowed": not found}, told)


# What a browser says of itself, the narrower name first: WeCom also calls itself WeChat, and most of them Chrome and Safari.
BROWSERS = (
    ("wxwork", "wecom"), ("MicroMessenger", "wechat"), ("DingTalk", "dingtalk"), ("QQBrowser", "qq"), ("UCBrowser", "uc"), ("QihooBrowser", "360"),
    ("QHBrowser", "360"), ("360SE", "360"), ("HuaweiBrowser", "huawei"), ("MiuiBrowser", "xiaomi"), ("VivoBrowser", "vivo"), ("HeyTapBrowser", "oppo"),
    ("Edg", "edge"), ("OPR/", "opera"), ("Firefox", "firefox"), ("FxiOS", "firefox"), ("CriOS", "chrome"), ("Chrome", "chrome"), ("Safari", "safari"),
)  # fmt: skip
MACHINES = (
    ("iPhone", "iphone"), ("iPad", "ipad"), ("HarmonyOS", "harmony"), ("OpenHarmony", "harmony"), ("Android", "android"), ("Windows", "windows"),
    ("Macintosh", "mac"), ("Linux", "linux"),
)  # fmt: skip


def browser_and_machine(agent: str) -> tuple[str, str]:
    """What a browser says of itself as two codes, ("chrome", "windows"); "other" for what the tables do not know."""
    return tuple(next((code for mark, code in known if mark in agent), "other") for known in (BROWSERS, MACHINES))
