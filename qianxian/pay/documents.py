"""From rows to papers: the slip of one person, the sheet and the pay file of one payer."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions import queries as divisions
from qianxian.engagements.models import EngagementReview, YearlyGrade
from qianxian.foundation.actor import Actor
from qianxian.foundation.sheets import Column, Part, write_export, write_export_parts
from qianxian.pay import papers
from qianxian.pay.forms import ScenarioForm
from qianxian.pay.models import PayCorrection, PayRun, PaySlip
from qianxian.pay.pages.settlement import word
from qianxian.pay.pages.what_if import Compared, person_rows, sum_rows, term_rows
from qianxian.pay.queries import PAYERS, PersonSettled, accounts_in, names_in, net_to_date, slips, withholding_order
from qianxian.pay.rules import EMPLOYER, PARTS, withheld_by_payer

POSTS = dict(EngagementReview.Post.choices)
BASIS = "本区村（社区）干部报酬办法"


def place_name(code: str, on: dt.date) -> str:
    """The village's name on a day; its code when it had none then."""
    division = divisions.division_on(code, on)
    return division.name if division else code


def _places(rows: list[PaySlip], on: dt.date) -> dict[str, str]:
    return divisions.names_of({s.division_code for s in rows}, on)


def _posts(slip: PaySlip) -> str:
    return "、".join(dict.fromkeys(str(POSTS.get(m["post"], m["post"])) for m in slip.explanation["months"]))


def _days(slip: PaySlip) -> str:
    return str(sum(m["days"] for m in slip.explanation["months"]))


@override("zh-hans")  # papers are Chinese whatever language the page was in
def slip_paper(slip: PaySlip, form: str, on: dt.date, actor: Actor) -> bytes:
    """工资条 of one person as PDF or Word."""
    why = slip.explanation
    coefficients = "、".join(dict.fromkeys(f"{POSTS.get(m['post'], m['post'])} {m['coefficient']}" for m in why["months"]))
    how = _("%(index)s × %(multiple)s × 岗位系数（%(coefficients)s）÷ 12，按在岗 %(days)s 天计") % {
        "index": f"{Decimal(why['index']):,.2f}", "multiple": why["multiple"], "coefficients": coefficients, "days": _days(slip),
    }  # fmt: skip
    base = [
        papers.PayLine(item=_("基本报酬"), payer=str(PAYERS[payer]), amount=getattr(slip, payer), how=how, basis=BASIS, source=why["index_source"])
        for payer in ("city", "district")
    ]
    bonus = papers.PayLine(
        item=_("绩效奖励"), payer=str(PAYERS["town"]), amount=slip.bonus, basis=BASIS,
        how=_("上限 %(cap)s × 等次系数 %(c)s") % {"cap": f"{Decimal(why['cap']):,.2f}", "c": why["grade_coefficient"] or _("（等次未定）")},
    )
    gross, net = net_to_date(actor, slip)
    return papers.pay_slip(papers.PaySlip(
        slip_no=slip.number, period=f"{slip.year}年1月至{slip.through.month}月", person_name=slip.person.name,
        village=place_name(slip.division_code, on), centre=why["centre"], post_title=_posts(slip), account_masked=slip.person.account_masked,
        lines=(*base, bonus), deductions=_deductions(slip), gross_to_date=gross, net_to_date=net, issued_by=_("区委组织部、财政部门"), issued_on=slip.approved_on or slip.through,
        question_contact=_("镇（街道）组织办"), beside=_beside(slip),
    ), form)


def _deductions(slip: PaySlip) -> tuple[papers.Deduction, ...]:
    sources = (slip.explanation.get("withholding") or {}).get("sources", {})
    kept = (("insurance", _("社会保险个人部分"), "si.personal_rates"), ("tax", _("个人所得税（累计预扣）"), "tax.brackets"))
    return tuple(papers.Deduction(item=item, amount=getattr(slip, part), basis=sources.get(key, "")) for part, item, key in kept if getattr(slip, part))


def _beside(slip: PaySlip) -> str:
    """What the employer bears beside the pay, by payer; empty where it bears nothing."""
    parts = "，".join(f"{PAYERS[payer]} {getattr(slip, part):,.2f} 元" for payer, part in EMPLOYER.items() if getattr(slip, part))
    return _("单位另缴社会保险：%(parts)s（不计入本人应发）") % {"parts": parts} if parts else ""


def _hands(run: PayRun | PayCorrection) -> dict[str, str]:
    """Who prepared, checked and approved, by name; with the login where two of them bear one name (the sheet says that they are three people)."""
    logins = {part: getattr(run, part) for part in ("prepared_by", "checked_by", "approved_by")}
    known = names_of_logins(logins.values())
    names = {part: known.get(login, login) for part, login in logins.items()}
    alike = [name for name in names.values() if list(names.values()).count(name) > 1]
    return {part: f"{name}（{logins[part]}）" if name and name in alike else name for part, name in names.items()}


def _withheld(slip: PaySlip, order: list[str]) -> dict[str, dict[str, Decimal]]:
    return withheld_by_payer({part: getattr(slip, part) for part in PARTS}, order)


@override("zh-hans")
def payer_sheet(run: PayRun, payer: str, actor: Actor, form: str) -> bytes:
    """工资表 of one payer for signing, PDF or Word on A4 landscape: its share, what is withheld from it, and what it pays out."""
    paid, order = [s for s in slips(actor, run) if getattr(s, payer)], withholding_order(run.year)
    names = _places(paid, run.through)
    rows = []
    for s in paid:
        off = _withheld(s, order)[payer]
        rows.append(papers.PaySheetRow(
            person_name=s.person.name, village=names.get(s.division_code, s.division_code), post_title=_posts(s), days=_days(s),
            amounts=(getattr(s, payer), -off["insurance"], -off["tax"]), account_masked=s.person.account_masked,
        ))
    # a payer that withholds nothing has no column of noughts
    items = (_("绩效奖励") if payer == "town" else _("基本报酬"), _("代扣社会保险"), _("代扣个人所得税"))
    shown = [n for n in range(len(items)) if n == 0 or any(row.amounts[n] for row in rows)]
    rows = [replace(row, amounts=tuple(row.amounts[n] for n in shown)) for row in rows]
    return papers.pay_sheet(papers.PaySheet(
        sheet_no=run.number, period=_("%(y)d 年") % {"y": run.year}, payer=str(PAYERS[payer]), scope=place_name(run.division_code, run.through),
        items=tuple(items[n] for n in shown), rows=tuple(rows), issued_on=run.approved_on or run.locked_on,
        printed_by=actor.name, **_hands(run),
    ), form)


@override("zh-hans")
def correction_sheet(correction: PayCorrection, payer: str, actor: Actor, form: str) -> bytes:
    """差额表 of one payer for a correction: each person's difference, the cause and the document in its head."""
    lines = [line for line in correction.proposal if payer in line["amounts"]]
    names, accounts, places = names_in(correction), accounts_in(correction), divisions.names_of({line["division_code"] for line in lines}, correction.prepared_on)
    rows = tuple(
        papers.PaySheetRow(
            person_name=names.get(line["person"], ""), village=places.get(line["division_code"], line["division_code"]),
            post_title="、".join(dict.fromkeys(str(POSTS.get(m["post"], m["post"])) for m in line["explanation"]["months"])),
            days=str(sum(m["days"] for m in line["explanation"]["months"])), amounts=(Decimal(line["amounts"][payer]),), account_masked=accounts.get(line["person"], ""),
        )
        for line in lines
    )
    return papers.pay_sheet(papers.PaySheet(
        sheet_no=correction.number, period=f"{correction.year} 年，{correction.get_cause_display()}，{correction.document}", title="工资差额表", payer=str(PAYERS[payer]),
        scope=place_name(correction.division_code, correction.prepared_on), items=(_("差额"),), rows=rows,
        issued_on=correction.approved_on or correction.prepared_on, printed_by=actor.name, **_hands(correction),
    ), form)


FILE_COLUMNS = (
    Column("number", "工资条编号", "Slip", "code", width=24),
    Column("name", "姓名", "Name", "name"),
    Column("village", "村（社区）", "Village", width=18),
    Column("bank", "开户行", "Bank", width=18),
    Column("account", "收款账号（遮住）", "Account (masked)", "code", width=16),
    Column("share", "应发（元）", "Share (yuan)", "money"),
    Column("withheld", "代扣（元）", "Withheld (yuan)", "money"),
    Column("amount", "金额（元）", "Amount (yuan)", "money"),
)


def pay_file(run: PayRun, payer: str, actor: Actor, now: dt.datetime) -> bytes:
    """The payer's pay file as .xlsx: name, account masked, share, withheld and amount (handbook 7).

    The shares make the payer's total to the cent; the amounts are what the bank pays out.
    """
    paid, order = [s for s in slips(actor, run) if getattr(s, payer) > Decimal(0)], withholding_order(run.year)
    names = _places(paid, run.through)
    rows = []
    for s in paid:
        share, off = getattr(s, payer), sum(_withheld(s, order)[payer].values(), Decimal("0.00"))
        rows.append((s.number, s.person.name, names.get(s.division_code, ""), s.person.bank_name, s.person.account_masked, share, off, share - off))
    out = io.BytesIO()
    title = f"{run.year} {PAYERS[payer]}"
    write_export(FILE_COLUMNS, rows, out, title=title, filters=run.number, printed_by=actor.name, on=now)
    return out.getvalue()


LIST_COLUMNS = (
    *FILE_COLUMNS[:3], Column("centre", "党群服务中心", "Centre", width=26), Column("grade", "考核等次", "Grade"), Column("base_paid", "基本报酬（元）", "Base (yuan)", "money"),
    Column("bonus", "绩效奖励（元）", "Bonus (yuan)", "money"), Column("city", "市级（元）", "City (yuan)", "money"),
    Column("district", "区级（元）", "District (yuan)", "money"), Column("town", "镇级（元）", "Town (yuan)", "money"),
    Column("gross", "应发（元）", "Gross (yuan)", "money"), Column("insurance", "社会保险个人部分（元）", "Personal insurance (yuan)", "money"),
    Column("tax", "个人所得税（元）", "Income tax (yuan)", "money"), Column("net", "实发（元）", "Net (yuan)", "money"),
    Column("employer_city", "单位社保市级（元）", "Employer's insurance, city (yuan)", "money"),
    Column("employer_district", "单位社保区级（元）", "Employer's insurance, district (yuan)", "money"),
    Column("employer_town", "单位社保镇级（元）", "Employer's insurance, town (yuan)", "money"),
)


PAYER_SUMS = (
    Column("city", "市级（元）", "City (yuan)", "money", width=16), Column("district", "区级（元）", "District (yuan)", "money", width=16),
    Column("town", "镇级（元）", "Town (yuan)", "money", width=16), Column("insurance", "社会保险个人部分（元）", "Personal insurance (yuan)", "money", width=16),
    Column("tax", "个人所得税（元）", "Income tax (yuan)", "money", width=16),
)  # fmt: skip
RUN_COLUMNS = (
    Column("year", "年度", "Year", "code", width=8), Column("number", "编号", "Number", "code", width=22), Column("people", "人数", "People", "integer", width=8),
    Column("base", "基本报酬（元）", "Base (yuan)", "money", width=16), Column("bonus", "绩效奖励（元）", "Bonus (yuan)", "money", width=16), *PAYER_SUMS,
    Column("approved_on", "审批日期", "Approved on", "date", width=12), Column("state", "状态", "State", width=12),
)  # fmt: skip
CORRECTION_COLUMNS = (
    Column("number", "编号", "Number", "code", width=26), Column("run", "工资批次", "Pay run", "code", width=22), Column("cause", "原因", "Cause", width=18),
    Column("document", "依据", "Document", width=28), Column("people", "人数", "People", "integer", width=8), *PAYER_SUMS,
    Column("prepared_on", "编制日期", "Prepared on", "date", width=12), Column("approved_on", "审批日期", "Approved on", "date", width=12),
    Column("state", "状态", "State", width=12),
)  # fmt: skip


def slip_list(run: PayRun, rows, actor: Actor, now: dt.datetime, places: Sequence[int]) -> bytes:
    """The slips found on the page as .xlsx, filters respected; ``places`` picks columns of ``LIST_COLUMNS``."""
    grades = dict(YearlyGrade.Grade.choices)
    rows = list(rows)
    names = _places(rows, run.through)
    values = [
        (s.number, s.person.name, names.get(s.division_code, ""), s.explanation.get("centre", ""), str(grades.get(s.grade, "")), s.base_paid, s.bonus, s.city, s.district,
         s.town, s.gross, s.insurance, s.tax, s.net, s.employer_city, s.employer_district, s.employer_town)
        for s in rows
    ]
    out = io.BytesIO()
    write_export([LIST_COLUMNS[i] for i in places], [[row[i] for i in places] for row in values], out, title=run.number, filters=run.number, printed_by=actor.name, on=now)
    return out.getvalue()


def what_if_file(found: Compared, forms: list[ScenarioForm], actor: Actor, now: dt.datetime) -> bytes:
    """A what-if as .xlsx: the terms side by side; the sums by payer, post and town; every person with the three payers and the whole."""
    names = [found.now.scenario.name, *(one.scenario.name for one in found.then)]
    terms = [Column("term", "参数", "Term", width=34), *(Column(f"scenario{n}", name, name, width=26) for n, name in enumerate(names))]
    sums = [Column("group", "口径", "By", width=24), Column("item", "项目", "Item", width=24), Column("people", "人数", "People", "integer", width=8)]
    people = [Column("name", "姓名", "Name", "name"), Column("town", "镇（街道）", "Town", width=16), Column("village", "村（社区）", "Village", width=18),
              Column("post", "岗位", "Post")]
    for n, name in enumerate(names):
        sums += [Column(f"sum{n}", f"{name}（元）", f"{name} (yuan)", "money", width=18)]
        sums += [Column(f"change{n}", f"{name}比现行（元）", f"{name} against the policy in force (yuan)", "money", width=18)] if n else []
        people += [Column(f"{part}{n}", f"{name}{zh}（元）", f"{name} {en}", "money")
                   for part, zh, en in (("city", "市级", "city"), ("district", "区级", "district"), ("town", "镇级", "town"), ("gross", "合计", "whole"),
                                        ("employer", "单位社保", "employer's insurance"))]
    parts = [Part(_("方案参数"), terms, term_rows(found, forms)), Part(_("汇总"), sums, sum_rows(found)), Part(_("每个人"), people, person_rows(found))]
    out = io.BytesIO()
    write_export_parts(parts, out, title=_("%(year)s 年报酬测算") % {"year": found.seen.year}, filters="；".join(names), printed_by=actor.name, on=now)
    return out.getvalue()


SETTLEMENT_COLUMNS = (
    Column("name", "姓名", "Name", "name"), Column("village", "村（社区）", "Village", width=18), Column("year", "年度", "Year", width=8),
    Column("income", "累计收入（元）", "Income of the year (yuan)", "money"), Column("insurance", "社会保险个人部分（元）", "Personal insurance (yuan)", "money"),
    Column("basic", "减除费用（元）", "Basic deduction (yuan)", "money"), Column("additional", "专项附加扣除（元）", "Additional deductions (yuan)", "money"),
    Column("taxable", "全年应纳税所得额（元）", "Taxable income (yuan)", "money"), Column("tax", "全年应纳税额（元）", "Tax on the whole (yuan)", "money"),
    Column("withheld", "已预扣税额（元）", "Withheld (yuan)", "money"), Column("due", "应补（正）应退（负）（元）", "To pay, or given back when negative (yuan)", "money"),
    Column("word", "核对", "Compared", width=22),
)  # fmt: skip


def settlement_file(found: list[PersonSettled], names: dict[str, str], year: int, actor: Actor, now: dt.datetime) -> bytes:
    """The statement of a year's income tax as .xlsx, one person per row."""
    rows = [
        (one.person.name, names.get(one.division_code, ""), str(year), one.settled.income, one.settled.insurance, one.settled.basic, one.settled.additional,
         one.settled.taxable, one.settled.tax, one.settled.withheld, one.settled.due if one.taxed else None, word(one))
        for one in found
    ]  # fmt: skip
    out = io.BytesIO()
    write_export(SETTLEMENT_COLUMNS, rows, out, title=_("%(year)s 年个税年度对账") % {"year": year}, filters=str(year), printed_by=actor.name, on=now)
    return out.getvalue()
