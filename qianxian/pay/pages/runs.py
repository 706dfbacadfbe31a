"""What the pages of pay show: facts, formulas and steps, made from rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.queries import names_of_logins
from qianxian.engagements.models import EngagementReview, YearlyGrade
from qianxian.foundation.actor import Actor
from qianxian.pay.explanations import year_to_come
from qianxian.pay.models import PayRun, PaySlip
from qianxian.pay.pages.settlement import own_rows
from qianxian.pay.permissions import can_approve, can_check, can_prepare
from qianxian.pay.queries import PAYERS, differences_of_slip, net_to_date, settlements
from qianxian.pay.rules import EMPLOYER
from qianxian.portal.marks import money_mark

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WORDS = {"locked": "办理中", "computed": "待审", "checked": "待审", "returned": "已退回", "approved": "已办结", "withdrawn": "已撤销"}
ORDER = ("locked", "computed", "checked", "approved")
POSTS = dict(EngagementReview.Post.choices)
GRADES = dict(YearlyGrade.Grade.choices)
RATES = {"pension": gettext_lazy("养老"), "medical": gettext_lazy("医疗"), "unemployment": gettext_lazy("失业"), "housing_fund": gettext_lazy("住房公积金"),
         "injury": gettext_lazy("工伤"), "maternity": gettext_lazy("生育")}


def run_context(run: PayRun, actor: Actor, on: dt.date) -> dict[str, Any]:
    """Head, facts, line and allowed steps of a run's page."""
    early = year_to_come(run.year, on) if run.state != "withdrawn" else ""
    checks, approves = run.state == "computed" and can_check(actor, run).allowed, run.state == "checked" and can_approve(actor, run).allowed
    return {
        "page_title": _("%(year)s 年工资批次") % {"year": run.year}, "run": run, "word": WORDS[run.state], "payers": PAYERS,
        "facts": [
            {"label": _("人数"), "value": run.people, "note": run.number},
            {"label": _("市级财政"), "value": money_mark(run.city_total), "note": _("基本报酬，元")},
            {"label": _("区级财政"), "value": money_mark(run.district_total), "note": _("基本报酬，元")},
            {"label": _("镇（街道）财政"), "value": money_mark(run.town_total), "note": _("绩效奖励，元")},
            {"label": _("代扣社会保险"), "value": money_mark(run.insurance_total), "note": _("个人部分，元")},
            {"label": _("代扣个人所得税"), "value": money_mark(run.tax_total), "note": _("累计预扣，元")},
            *_borne_facts(run),
        ],
        "steps": _steps(run),
        "may_check": checks, "may_return": checks or approves, "may_approve": approves and not early, "early": early,
        "may_withdraw": run.state not in ("approved", "withdrawn") and can_prepare(actor, run.division_code).allowed,
        "approved": run.state == "approved",
    }


def _borne_facts(run: PayRun) -> list[dict[str, Any]]:
    """What the employer bears beside the pay, by payer that bears anything."""
    sums = {payer: getattr(run, f"{part}_total") for payer, part in EMPLOYER.items()}
    return [
        {"label": _("单位缴纳社会保险"), "value": money_mark(amount), "note": _("%(payer)s，不计入应发，元") % {"payer": PAYERS[payer]}}
        for payer, amount in sums.items()
        if amount
    ]


def _steps(run: PayRun) -> list[dict[str, Any]]:
    who = {"locked": (run.locked_on, run.prepared_by), "computed": (run.locked_on, run.prepared_by), "checked": (run.checked_on, run.checked_by),
           "approved": (run.approved_on, run.approved_by)}
    titles = {"locked": _("锁定名册"), "computed": _("按规则算出"), "checked": _("财政核对"), "approved": _("审批")}
    reached = ORDER.index(run.state) if run.state in ORDER else 0
    names = names_of_logins(by for _when, by in who.values())
    steps = []
    for i, state in enumerate(ORDER):
        when, by = who[state]
        done = i <= reached
        steps.append({"title": titles[state], "when": f"{when:%Y-%m-%d}" if done and when else "", "who": names.get(by, by) if done else "",
                      "state": "" if done else "now" if i == reached + 1 else "next"})
    if run.returned_reason and run.state == "returned":
        steps.append({"state": "gap", "why": _("已退回：%(why)s") % {"why": run.returned_reason}})
    return steps


def formula(slip: PaySlip) -> list[dict[str, Any]]:
    """One formula per post held in the year: index × multiple × coefficient ÷ 12 = a full month."""
    why, found = slip.explanation, []
    for post, coefficient in dict.fromkeys((m["post"], m["coefficient"]) for m in why["months"]):
        months = [m for m in why["months"] if m["post"] == post]
        found.append({"post": POSTS.get(post, post), "factors": [
            {"value": money_mark(why["index"]), "name": _("上一年度全市农村人均可支配收入"), "sign": ""},
            {"value": why["multiple"], "name": _("倍数"), "sign": "×"},
            {"value": coefficient, "name": _("%(post)s系数") % {"post": POSTS.get(post, post)}, "sign": "×"},
            {"value": "12", "name": _("月"), "sign": "÷"},
            {"value": money_mark(months[0]["full"]), "name": _("整月基本报酬（元）"), "sign": "="},
        ]})
    return found


def slip_rows(slip: PaySlip) -> list[dict[str, Any]]:
    """The slip's lines: what, how, by which rule, who pays, how much."""
    why = slip.explanation
    days = sum(m["days"] for m in why["months"])
    share = _("按上式，在岗 %(days)s 天按日折算；市承担 %(share)s") % {"days": days, "share": f"{Decimal(why['city_share']) * 100:.0f}%"}
    grade = GRADES.get(slip.grade, "")
    bonus = _("上限 %(cap)s（基本报酬的 30%%，分以下舍去）× %(grade)s系数 %(c)s") % {"cap": why["cap"], "grade": grade, "c": why["grade_coefficient"]}
    return [
        {"item": _("基本报酬"), "how": share, "basis": "PAY", "payer": PAYERS["city"], "amount": slip.city},
        {"item": _("基本报酬"), "how": share, "basis": "PAY", "payer": PAYERS["district"], "amount": slip.district},
        {"item": _("绩效奖励"), "how": bonus if grade else _("年度等次还没有定，定了再发"), "basis": "PAY，R-E10", "payer": PAYERS["town"], "amount": slip.bonus},
    ]


def withheld_rows(slip: PaySlip) -> list[dict[str, Any]]:
    """Insurance and tax month by month, as the slip was computed; empty where the run withheld nothing."""
    why = slip.explanation.get("withholding") or {}
    return [{name: Decimal(value) if name != "month" else value for name, value in month.items()} for month in why.get("months", ())]


def borne_rows(slip: PaySlip) -> list[dict[str, Any]]:
    """What each payer bears of the employer's insurance beside the pay; empty where it bears nothing."""
    return [{"payer": PAYERS[payer], "amount": getattr(slip, part)} for payer, part in EMPLOYER.items() if getattr(slip, part)]


def borne_words(slip: PaySlip) -> str:
    """How the employer's insurance was reckoned, with its sources."""
    why = slip.explanation.get("withholding") or {}
    rates = _("、").join(f"{RATES[kind]} {Decimal(rate) * 100:.2f}%" for kind, rate in why.get("employer_rates", {}).items() if Decimal(rate))
    if not rates:
        return ""
    sources = _("；").join(dict.fromkeys(why["sources"].get(key, "") for key in ("si.employer_rates", "si.employer_shares")))
    return _("每月按同一缴费基数计，%(rates)s；不从本人报酬里扣，也不计入应发。依据：%(source)s") % {"rates": rates, "source": sources}


def withheld_words(slip: PaySlip) -> list[str]:
    """How insurance and tax were reckoned, one sentence each with its source."""
    why = slip.explanation.get("withholding") or {}
    said = []
    if why.get("insured"):
        rates = _("、").join(f"{RATES[kind]} {Decimal(rate) * 100:.2f}%" for kind, rate in why["rates"].items() if Decimal(rate))
        low, high = why["limits"]
        said.append(_("社会保险：当月报酬在 %(low)s 至 %(high)s 元之间计费，%(rates)s。依据：%(source)s")
                    % {"low": low, "high": high, "rates": rates, "source": why["sources"].get("si.personal_rates", "")})
    if why.get("taxed"):
        said.append(_("个人所得税：累计收入减每月 %(basic)s 元、社会保险和专项附加扣除，按累计预扣率表算，减去已扣的；少于已扣的不扣，留到以后。依据：%(source)s")
                    % {"basic": why["basic"], "source": why["sources"].get("tax.brackets", "")})
        said.append(_("绩效奖励单独计税 %(tax)s 元。") % {"tax": why["bonus_tax"]} if why["separate"] else _("绩效奖励并入最后一个月计税。"))
    return said


def slip_context(slip: PaySlip, actor: Actor) -> dict[str, Any]:
    """The slip's formulas, lines, deductions, differences since, and the year to date."""
    gross, net = net_to_date(actor, slip)
    return {
        "why": slip.explanation, "formulas": formula(slip), "lines": slip_rows(slip), "payers": PAYERS,
        "withheld": withheld_rows(slip), "withheld_words": withheld_words(slip), "differences": differences_of_slip(actor, slip),
        "gross_to_date": gross, "net_to_date": net, "borne": borne_rows(slip), "borne_words": borne_words(slip), "settlement": _own_settlement(slip, actor),
        "may_correct": slip.approved_on is not None and can_prepare(actor, slip.division_code).allowed,
    }


def _own_settlement(slip: PaySlip, actor: Actor) -> list[dict[str, Any]]:
    """The year's statement of income tax of the slip's person; empty before approval."""
    if slip.approved_on is None:
        return []
    found = settlements(actor, slip.year, {slip.person_id})
    return own_rows(found[0]) if found else []
