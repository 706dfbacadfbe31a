"""The register of Party organisations: one row each, found again by its code; the parent may stand in the same file, in any order.

The current term may come along (届次 and 选举日期); its length follows the kind and the place (R-P05).
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.divisions.models import Division
from qianxian.divisions.spelling import spelled
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.checks import in_order
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Put, Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.organisations.models import OrganisationTerm, PartyOrganisation

KINDS = {
    "party_committee": ("党委", "Party committee"), "primary_party_committee": ("基层党委", "Primary Party committee"),
    "general_party_branch": ("党总支", "General Party branch"), "party_branch": ("党支部", "Party branch"), "joint_branch": ("联合党支部", "Joint branch"),
    "temporary_branch": ("临时党支部", "Temporary branch"), "working_committee": ("党工委", "Working committee"), "leading_party_group": ("党组", "Leading Party group"),
}  # fmt: skip
SECTORS = {
    "rural": ("农村", "Rural"), "urban_community": ("社区", "Urban community"), "school": ("学校", "School"), "gov": ("机关", "Government"),
    "enterprise": ("国有企业", "State enterprise"), "two_new": ("两新组织", "New economic and social organisations"),
}  # fmt: skip

SHEET = register_sheet(
    Sheet(
        "organisations",
        "党组织",
        "Party organisations",
        columns=(
            Column("code", "党组织代码", "Organisation code", "code", required=True, width=18, max_length=40, example="DM103210"),
            Column("name", "党组织全称", "Full name", required=True, width=36, max_length=100, example="中共斗门镇八甲村支部委员会"),
            Column("short_name", "简称", "Short name", width=20, max_length=60, hint="不填则与全称相同", example="八甲村党支部"),
            Column("kind", "类别", "Kind", "enum", required=True, choices=KINDS, width=12, example="党支部"),
            Column("sector", "领域", "Sector", "enum", required=True, choices=SECTORS, width=12, example="农村"),
            Column("parent", "上级党组织", "Parent organisation", width=30, max_length=100, hint="代码或全称；区委不填", example="DM103"),
            Column(
                "division",
                "所在区划",
                "Division",
                "code",
                required=True,
                width=16,
                hint="12 位区划代码；不在村（社区）的填所属镇或区的代码",
                example="440403103210",
            ),
            Column("is_top_of_village", "是否村（社区）最高党组织", "Top organisation of the village", "bool", width=14, example="是"),
            Column("founded_on", "成立日期", "Founded on", "date", width=13, example="1938-05-01"),
            Column("approved_by", "批准单位", "Approved by", width=20, max_length=100),
            Column(
                "approval_document",
                "批准文号",
                "Approval document",
                width=20,
                max_length=200,
                hint="村设基层党委要有区委批准文号",
                law="农村基层组织工作条例第六条",
            ),
            Column("need_reason", "设置理由", "Reason", width=20, max_length=200, hint="党员不足 50 人而设党总支的填"),
            Column(
                "term_years", "任期年数", "Years of a term", "integer", width=10, hint="村、社区和基层党委 5 年，其他 3 年", example="5"
            ),
            Column("term_number", "届次", "Term number", "integer", width=8, hint="本届是第几届", example="6"),
            Column("elected_on", "本届选举日期", "Elected on", "date", width=13, example="2017-03-09"),
            Column("task", "临时任务", "Task", width=20, max_length=100, hint="临时党支部填"),
            Column("expires_on", "任务截止日期", "Expires on", "date", width=13, hint="临时党支部填"),
            Column("telephone", "联系电话", "Telephone", "phone", width=15),
        ),
        key_columns=("code",),
        row_checks=(in_order("founded_on", "elected_on", "成立日期", "本届选举日期"),),
        notes=(
            gettext_noop("一行一个党组织，按代码认；上级可以写在同一张表的任何一行。"),
            gettext_noop("空着的格子不会改动已经登记的内容。"),
            gettext_noop("撤销、合并党组织请在页面上办理，不要从表里删行。"),
        ),
    )
)
PLAIN = ("name", "short_name", "kind", "sector", "is_top_of_village", "founded_on", "approved_by", "approval_document", "need_reason", "term_years",
         "task", "expires_on", "telephone")  # fmt: skip
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {
    "division_code": ("所在区划", {}), "length_years": ("任期年数", {}), "number": ("届次", {}), "path": ("上级党组织", {}),
}  # fmt: skip


def term_years_of(kind: str, sector: str) -> int:
    """Statutory length of a term (R-P05): 5 years for villages, communities and primary committees, else 3."""
    return 5 if sector in ("rural", "urban_community") or kind in ("primary_party_committee", "party_committee") else 3


class Tree:
    """The organisations' register."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by code; parents are looked for in the register and in the file itself."""
        return _Comparison(parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """Organisations, parents first, and their current terms."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Organisations and terms as they were before the file."""
        return take_back(leaf)


class _Comparison:
    def __init__(self, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.columns, self.by, self.on = parsed, parsed.columns, by, on
        self.staged = Staged("organisations", parsed, (PartyOrganisation, OrganisationTerm))
        self.held = {o.code: o for o in PartyOrganisation.objects.visible_to(by)}
        self.by_name = {o.name: o.code for o in self.held.values()}
        self.terms = {(t.organisation_id, t.number): t for t in OrganisationTerm.objects.visible_to(by)}
        self.tops = {o.division_code: o.code for o in self.held.values() if o.is_top_of_village and o.status == "active"}
        self.places = set(Division.objects.filter(valid__contains=on).values_list("code", flat=True))
        self.index = {code: i for i, code in enumerate(self.columns["code"]) if code}
        self.by_name |= {self.columns["name"][i]: code for code, i in self.index.items() if self.columns["name"][i]}
        self.puts: dict[str, Put] = {}

    def plan(self) -> Plan:
        self._check()
        wrong = {e.row for e in self.parsed.errors}
        for code, i in self.index.items():
            if self.parsed.row_numbers[i] not in wrong:
                self._stage(code, i, wrong, ())
        for code, i in self.index.items():
            if code in self.puts:
                self._close(code, i)
        return self.staged.done()

    def _check(self) -> None:
        fault, columns = self.parsed.fault, self.columns
        for i in range(len(self.parsed)):
            place, code = columns["division"][i], columns["code"][i]
            if place and place not in self.places:
                fault(i, "division", "unknown_division", _("没有代码为 %(code)s 的区划。填写 12 位区划代码") % {"code": place})
            elif place and not self.by.reaches(place):
                fault(i, "division", "out_of_reach", _("这个地方不在您的范围内。请交由当地或区委组织部导入"))
            if columns["kind"][i] == "temporary_branch" and not (columns["task"][i] and columns["expires_on"][i]):
                fault(i, "task", "needed_with", _("临时党支部要写任务和任务截止日期（支部工作条例）"))
            if columns["elected_on"][i] and not columns["term_number"][i]:
                fault(i, "term_number", "needed_with", _("写了本届选举日期，也要写是第几届"))
            if columns["elected_on"][i] and columns["elected_on"][i] > self.on:
                fault(i, "elected_on", "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": columns["elected_on"][i]})
            if columns["is_top_of_village"][i] and self.tops.setdefault(place, code) != code:
                fault(
                    i,
                    "is_top_of_village",
                    "second_top",
                    _("这个村（社区）已有最高党组织 %(code)s。只留一个「是」") % {"code": self.tops[place]},
                )
            self._check_parent(i)

    def _check_parent(self, i: int) -> None:
        written = self.columns["parent"][i]
        if not written:
            return
        code = self._parent_code(i)
        if code is None:
            self.parsed.fault(
                i, "parent", "unknown_organisation", _("没有叫「%(name)s」的党组织。填写上级的代码或全称") % {"name": written}
            )
            return
        seen = {self.columns["code"][i]}
        while code:
            if code in seen:
                self.parsed.fault(i, "parent", "circle", _("上级关系绕成了圈。核对上级党组织"))
                return
            seen.add(code)
            code = self._parent_code(self.index[code]) if code in self.index else None

    def _parent_code(self, i: int) -> str | None:
        """The parent's code, of the file or the register; None when there is none or it is unknown."""
        written = self.columns["parent"][i]
        if not written:
            return None
        return written if written in self.index or written in self.held else self.by_name.get(written)

    def _stage(self, code: str, i: int, wrong: set[int], below: tuple[str, ...]) -> Put | None:
        """Stage the parent first, so that it has a key before its children need it."""
        if code in self.puts:
            return self.puts[code]
        if code not in self.index or self.parsed.row_numbers[self.index[code]] in wrong:
            held = self.held.get(code)
            return Put(held, False, {}) if held else None
        i = self.index[code]
        parent_code = self._parent_code(i)
        parent = self._stage(parent_code, i, wrong, (*below, code)) if parent_code else None
        columns = self.columns
        values = {key: columns[key][i] for key in PLAIN}
        existing = self.held.get(code)
        if existing is None:
            values["short_name"] = values["short_name"] or values["name"][:60]
            values["term_years"] = values["term_years"] or term_years_of(values["kind"], values["sector"])
            values["is_top_of_village"] = bool(values["is_top_of_village"])
        name = values["short_name"] or (existing.short_name if existing else "")
        values |= {"code": code, "division_code": columns["division"][i], "initials": spelled(name).initials}
        if parent is not None:
            values |= {"parent": parent.thing} if existing is None else {"parent_id": parent.thing.pk}
            values["path"] = f"{parent.thing.path}{code}/"
        elif existing is None:
            values["path"] = f"{code}/"
        old_path = existing.path if existing else ""
        put = self.puts[code] = self.staged.put(PartyOrganisation, existing, values)
        if "path" in put.changed:
            self.staged.after_write.append((
                "UPDATE organisations_partyorganisation SET path = %s || substr(path, %s) WHERE path LIKE %s AND code <> %s",
                [values["path"], len(old_path) + 1, old_path + "%", code],
            ))  # fmt: skip
        return put

    def _close(self, code: str, i: int) -> None:
        put, puts = self.puts[code], [self.puts[code]]
        number, elected = self.columns["term_number"][i], self.columns["elected_on"][i]
        if number and elected:
            years = put.thing.term_years
            term = None if put.is_new else self.terms.get((put.thing.pk, number))
            values = {
                "division_code": put.thing.division_code,
                "number": number,
                "elected_on": elected,
                "due_on": add_months(elected, 12 * years),
                "length_years": years,
            }
            if term is None:
                values["organisation"] = put.thing
            puts.append(self.staged.put(OrganisationTerm, term, values))
        self.staged.row(i, f"{put.thing.name}（{code}）", puts, WORDS)


offer_register(Tree())
