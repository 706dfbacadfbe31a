"""The register of party members: one row per member, found again by identity number.

Built for a county's whole roster: columns are compared in Python, go by COPY into a staging table of the transaction, and from there by
INSERT … SELECT into person, membership and branch registration. A changed organisation closes the old registration the day before ``on``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets import register as sheet_register
from qianxian.foundation.sheets.checks import age_at_least, in_order
from qianxian.foundation.sheets.register import Plan
from qianxian.organisations.models import BranchRegistration, PartyMember
from qianxian.organisations.sheets.comparing_members import MOBILITY, STATUS, Comparison
from qianxian.organisations.sheets.staging_members import count_of, load
from qianxian.people import sheets as persons
from qianxian.people.models import Person

SHEET = register_sheet(
    Sheet(
        "members",
        "党员",
        "Party members",
        columns=(
            persons.NAME,
            persons.IDENTITY,
            Column(
                "organisation",
                "所在党组织",
                "Party organisation",
                required=True,
                width=30,
                max_length=100,
                hint="全称、简称或代码",
                example="八甲村党支部",
            ),
            Column("status", "党籍状态", "Membership status", "enum", required=True, choices=STATUS, width=12, example="正式党员"),
            Column(
                "joined_on",
                "入党日期",
                "Joined on",
                "date",
                required=True,
                width=13,
                hint="支部大会接收为预备党员的日期",
                example="1998-07-01",
                law="党章第七条",
            ),
            Column(
                "full_on",
                "转正日期",
                "Full member on",
                "date",
                width=13,
                hint="党龄从转正之日算起；预备党员不填",
                example="1999-07-01",
                law="党章第七条",
            ),
            Column("mobility", "流动状态", "Mobility", "enum", choices=MOBILITY, width=10, example="在册"),
            Column("dues_paid_to", "党费缴至", "Dues paid to", "date", width=13, example="2019-11-30"),
            *persons.PERSON_COLUMNS,
            Column("address", "住址", "Address", width=24, max_length=120),
        ),
        key_columns=("identity_number",),
        row_checks=(
            *persons.PERSON_CHECKS,
            age_at_least("joined_on", "identity_number", 18, "党章第一条"),
            in_order("joined_on", "full_on", "入党日期", "转正日期"),
        ),
        notes=(
            gettext_noop("一行一名党员，按身份证号码认人；同一人不要写两行。"),
            gettext_noop("空着的格子不会改动已经登记的内容。"),
            gettext_noop("换了所在党组织的，从导入时选定的日期起算；跨镇（街道）的，请走组织关系转接。"),
        ),
    )
)


class Members:
    """The members' register as the imports room drives it."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """The file compared with the register; every fault of every row."""
        return Comparison(connection, parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """Persons, memberships and registrations written; one history row per member."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        staged, pasts = plan.payload
        if staged:
            load(connection, staged, on=on, leaf=leaf)
        if pasts:
            sheet_register.keep_history(connection, leaf, pasts)
        return sum(map(count_of, staged.values()))

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Members taken back with the registrations, and persons, that came with them."""
        by_type = sheet_register.past_of(leaf)
        members = by_type.get("organisations.partymember", [])
        made = [row.object_id for row in members if row.before is None]
        people = [row.after["person"] for row in members if row.before is None and row.after["person_is_new"]]
        with_them = {
            "organisations.partymember": made,
            "organisations.branchregistration": list(
                map(str, BranchRegistration.objects.filter(member__uuid__in=made).values_list("uuid", flat=True))
            ),
        }
        faults = [
            *sheet_register.changed_later(by_type, {Person._meta.label_lower: people}),
            *sheet_register.resting_on(PartyMember, made, with_them),
            *sheet_register.resting_on(Person, people, with_them),
        ]
        if faults:
            raise RuleViolated(faults)
        BranchRegistration.objects.filter(uuid__in=with_them["organisations.branchregistration"])._raw_delete(connection.alias)
        for model in (BranchRegistration, PartyMember, Person):
            if past := by_type.get(model._meta.label_lower):
                sheet_register.restore(model, past)
        Person.objects.filter(uuid__in=people)._raw_delete(connection.alias)
        return sum(map(len, by_type.values()))


sheet_register.offer_register(Members())
