"""First half of the example: the county, its people who act, its numbers and its registers, through the commands a county would use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyotp
from django.contrib.auth.hashers import make_password

from qianxian.accounts import queries as accounts
from qianxian.accounts.commands import enrol_totp, grant_role, open_account
from qianxian.accounts.commands.sessions import person_only
from qianxian.accounts.models import User
from qianxian.accounts.roles import ROLES
from qianxian.centres import commands as centres
from qianxian.centres.models import ServiceCentre
from qianxian.demo import cast, registers
from qianxian.demo.blueprint import EXAMPLE_DAY, WEAK_2018, Blueprint, Place, blueprint, divisions
from qianxian.demo.cadres import Cadre, all_cadres
from qianxian.demo.roster import ROSTER_DAY, Member, all_members, branch_secretaries
from qianxian.demo.workbooks import workbook
from qianxian.divisions import commands as map_commands
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.reach import acting_as
from qianxian.foundation.sealing import keyed_hash
from qianxian.imports.commands import import_file
from qianxian.people.models import Person
from qianxian.rulebook.commands import enact_setting, propose_setting

FROM = dt.date(2019, 1, 1)
METHOD = "斗门区村（社区）“两委”选聘分离实施办法（示例文件）"
SETTINGS = (
    ("pay.multiple", "3", FROM, METHOD),
    ("pay.bonus_cap_rate", "0.30", FROM, METHOD),
    ("engagement.term_years", 3, FROM, METHOD),
    ("pay.previous_average", "46000", dt.date(2018, 1, 1), "文章：村干部平均年薪由之前的4.6万元"),
)


def silent(_text: str) -> None:
    """Say nothing."""


@dataclass
class Play:
    """What all stages share: the plan, its people, and who acts. ``step`` is told of each piece of work done."""

    say: Callable[[str], None] = silent
    step: Callable[[int], None] = lambda n: None
    plan: Blueprint = field(default_factory=blueprint)
    _actors: dict[str, Actor] = field(default_factory=dict)

    @cached_property
    def cadres(self) -> list[Cadre]:
        """Every member of the villages' two committees."""
        return all_cadres(self.plan.places)

    @cached_property
    def members(self) -> list[Member]:
        """Every party member."""
        return all_members(self.plan, self.cadres)

    @cached_property
    def secretaries(self) -> dict[str, Member]:
        """The secretary of each branch that no village committee leads."""
        return branch_secretaries(self.plan, self.members)

    @cached_property
    def offices(self) -> list[registers.Row]:
        """Rows of the register of offices."""
        return registers.office_rows(self.plan, self.cadres, self.secretaries)

    @cached_property
    def staff(self) -> list[registers.Row]:
        """Rows of the register of window staff."""
        return registers.staff_rows(self.plan)

    @cached_property
    def password_hash(self) -> str:
        """One hash for all: the password is the same and no secret, and argon2 takes its time."""
        return make_password(cast.PASSWORD)

    @property
    def with_centre(self) -> list[Place]:
        """The 127 places that have a centre."""
        return [place for place in self.plan.places if place.has_centre]

    def actor(self, login: str) -> Actor:
        """The account as it acts; asked once."""
        if login not in self._actors:
            self._actors[login] = accounts.actor_of_login(login, on=EXAMPLE_DAY)
        return self._actors[login]

    def people(self, numbers: list[str]) -> dict[str, Person]:
        """Persons of the registry by identity number, within the bound reach."""
        hashes = {keyed_hash(number, kind="identity"): number for number in numbers}
        return {hashes[p.identity_index]: p for p in Person.objects.filter(identity_index__in=list(hashes), merged_into__isnull=True)}

    def bring_in(self, register: str, rows: list[registers.Row], login: str, on: dt.date) -> None:
        """Import one workbook as that officer. Raises RuleViolated with the first faults when a row is wrong."""
        with acting_as(self.actor(login)) as by:
            plan = import_file(register=register, filename=f"{register}.xlsx", content=workbook(register, rows), by=by, on=on)
            if not plan.clean:
                raise RuleViolated([Violation(e.code, f"{e.sheet} {e.row} {e.column}：{e.message}") for e in plan.errors[:5]])


def open_county(play: Play) -> None:
    """The real divisions of Doumen, and the three officers."""
    by = accounts.service_actor(cast.COUNTY)
    with acting_as(by):
        map_commands.open_county(divisions_json=divisions(), by=by, is_example=True, example_day=EXAMPLE_DAY)
        _open_accounts(play, cast.OFFICERS, by)


def open_accounts(play: Play) -> None:
    """Accounts that people log in with, opened by the security administrator; towns' and villages' by Excel."""
    with acting_as(play.actor("mowq")) as by:
        _open_accounts(play, cast.STAFF, by)
    play.bring_in("accounts", cast.account_rows(play.plan, FROM), "mowq", ROSTER_DAY)


def open_village_accounts(play: Play) -> None:
    """Accounts that belong to people of the registry: Bajia's with the example's password, the other secretaries' by Excel, waiting for one."""
    named = cast.village_people(play.cadres, play.members, play.secretaries, play.offices, play.staff)
    with acting_as(play.actor("liangyw")):
        people = play.people([number for _name, number in named.values()])
    with acting_as(play.actor("mowq")) as by:
        _open_accounts(play, cast.VILLAGE, by, {part: (name, people[number].uuid) for part, (name, number) in named.items()})
    play.bring_in("accounts", cast.secretary_rows(play.cadres, FROM), "mowq", ROSTER_DAY)


def _open_accounts(play: Play, logins: tuple[cast.Login, ...], by: Actor, people: dict[str, tuple[str, Any]] | None = None) -> None:
    for one in logins:
        name, uuid = (people or {}).get(one.part, (one.name, None))
        user = open_account(
            login=one.login,
            name=name,
            first=FROM,
            by=by,
            on=FROM,
            unit=one.unit or one.place,
            person_uuid=uuid,
            password_hash=play.password_hash,
        ).user
        grant_role(
            user=user,
            role=one.role,
            division_code=one.division,
            first=FROM,
            by=by,
            on=FROM,
            department=one.department,
            organisation_code=one.organisation,
            source_document="斗门示例",
        )
        if ROLES[one.role].second_factor:
            _bind_phone(user)


def _bind_phone(user: User) -> None:
    code = pyotp.TOTP(cast.TOTP_SECRET).now()
    enrol_totp(user=user, secret=cast.TOTP_SECRET, code=code, by=person_only(user), on=FROM)


def fix_setting(play: Play, **said: Any) -> None:
    """A setting proposed by one officer of the organisation department and enacted by the other."""
    with acting_as(play.actor("liangyw")) as by:
        proposal = propose_setting(**said, by=by)
    with acting_as(play.actor("chenms")) as by:
        enact_setting(proposal=proposal, by=by)


def fix_numbers(play: Play) -> None:
    """Settings that the article states, and the population counts: entered by one officer, approved by another."""
    taken = []
    for key, value, first, source in SETTINGS:
        fix_setting(play, key=key, value=value, valid_from=first, source_document=source)
    with acting_as(play.actor("liangyw")) as by:
        for place in play.plan.places:
            taken.append(
                map_commands.record_population(
                    division_code=place.code,
                    year=2018,
                    source="2018年末人口统计（示例）",
                    by=by,
                    resident=place.resident,
                    registered=place.registered,
                    households=place.registered * 10 // 37,
                    age60_plus=place.registered * 17 // 100,
                    income_per_head=20_000 if place.name == "荔山村" else None,  # F36
                )
            )
        for place in play.plan.places:
            for kind, level, first, document in _titles(place):
                map_commands.record_designation(division_code=place.code, kind=kind, level=level, starts_on=first, document=document, by=by)
    with acting_as(play.actor("chenms")) as by:
        for snapshot in taken:
            map_commands.approve_population(snapshot=snapshot, by=by, on=dt.date(2019, 1, 28))


def _titles(place: Place) -> list[tuple[str, str, dt.date, str]]:
    """Listings that the article names; Lishan's two stay two rows."""
    found = [("weak_org", "district", dt.date(2018, 1, 1), "斗门区软弱涣散党组织整顿名单（2018年）")] if place.name in WEAK_2018 else []
    if place.name == "荔山村":
        found.append(("key_difficult", "city", dt.date(2017, 1, 1), "珠海市重点难点村名单（2017年）"))
        found.append(("key_difficult", "province", dt.date(2018, 1, 1), "广东省重点难点村名单（2018年）"))
    return found


def bring_registers_in(play: Play) -> None:
    """Organisations, members, committees and offices, by the district's organisation officer."""
    for register, rows in (
        ("organisations", lambda: registers.organisation_rows(play.plan)),
        ("members", lambda: registers.member_rows(play.members, play.cadres)),
        ("committees", lambda: registers.committee_rows(play.plan)),
        ("offices", lambda: play.offices),
    ):
        play.bring_in(register, rows(), "liangyw", ROSTER_DAY)
        play.step(2)


def open_centres(play: Play) -> None:
    """127 centres with their planned posts, each opened by its town's officer, and the window staff."""
    towns = sorted({place.town_code for place in play.with_centre})
    for town in towns:
        with acting_as(play.actor(cast.town_login(town, "town_org_officer"))) as by:
            for place in (p for p in play.with_centre if p.town_code == town):
                first = registers.opened_on(place)
                area = 120 if place.name == registers.DACHIKAN else 60 + place.resident // 60
                centres.open_centre(
                    division_code=place.code,
                    name=registers.centre_name(place),
                    by=by,
                    on=first,
                    opened_on=first,
                    area_m2=area,
                    windows=5 if place.posts > 5 or place.name == registers.DACHIKAN else 3,
                    opening_hours="周一至周五 8:30–12:00、14:30–17:30",
                    address=f"斗门区{place.town}{place.name}",
                )
    with acting_as(play.actor("liangyw")) as by:
        for centre in ServiceCentre.objects.visible_to(by):
            centres.plan_staffing(centre=centre, year=2019, by=by, on=centre.opened_on)
    play.bring_in("staff", play.staff, "liangyw", dt.date(2019, 6, 3))
