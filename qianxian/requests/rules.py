"""By when a request is accepted and answered (R-K10), and to whom it must not go (R-K11). Pure.

Example: a complaint received on Monday 2019-12-16 is accepted by the 18th, reminded at 80 % of its working days, and never sent to the village it is about.
"""

from __future__ import annotations

import datetime as dt

from qianxian.cases.rules.clock import clock
from qianxian.foundation.periods import working_days_after, working_days_between
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, SettingsOnDay, rule, violation
from qianxian.requests.moves import LEVELS

HOTLINE, FROM = "《国务院办公厅关于进一步优化地方政务服务便民热线的指导意见》（国办发〔2020〕53号）", dt.date(2015, 5, 1)
REGULATION_2005, REGULATION_2022 = dt.date(2005, 5, 1), dt.date(2022, 5, 1)
KINDS = (("consult", "咨询"), ("help", "求助"), ("complaint", "投诉"), ("report", "举报"), ("advice", "建议"))
ABOUT = (("none", "不涉及单位和干部"), ("village", "村（社区）或村干部"), ("town", "镇（街道）或镇干部"), ("department", "区里的部门"))
HANDS = (("village", "村（社区）"), ("town", "镇（街道）"), ("department", "部门"), ("district", "区"))


def seen_from(kind: str, about: str) -> str:
    """The lowest level that may see and handle a request: above whoever is complained of; a report is never seen in the village."""
    if about == "town":
        return "district"
    return "town" if kind == "report" or about == "village" else "village"


def shut_out(lowest: str) -> tuple[str, ...]:
    """The levels below the lowest that may see it."""
    return LEVELS[: LEVELS.index(lowest)]


def same_body(one: str, other: str) -> bool:
    """Whether two names of a department are one, blanks apart."""
    return "".join(one.split()) == "".join(other.split()) != ""


@rule(
    "R-K10", title="诉求期限", title_en="Deadline of a request",
    versions=[InForce(FROM, HOTLINE, "分类处置、限时办理", confidence="check", note="各类诉求几个工作日由区县确定，出厂的数是默认值，待核对；信访事项另按 R-X10。")],
    inputs=[
        Input("kind", "enum", "类别", "Kind", choices=KINDS), Input("received_on", "date", "收到日期", "Received on"),
        Input("accepted_on", "date", "受理日期", "Accepted on", required=False), Input("answered_on", "date", "书面答复的日期", "Answered on", required=False),
    ],
    outputs=[
        Output("accept_by", "date", "最迟受理", "Accept by"), Output("due_on", "date", "最迟答复", "Answer by"), Output("notice_on", "date", "提醒日期", "Reminder on"),
        Output("confirmed", "bool", "节假日安排已公布", "Holidays published"), Output("notice", "bool", "到了提醒的时候", "Reminder due"),
        Output("overdue", "bool", "已过期", "Overdue"), Output("days_over", "int", "过期几个工作日", "Working days overdue", unit="工作日"),
    ],
)  # fmt: skip
def request_clock(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The clock runs from the receipt until the written answer; passing it on does not stop it."""
    for earlier, later in (("received_on", "accepted_on"), ("accepted_on", "answered_on"), ("received_on", "answered_on")):
        if facts[earlier] is not None and facts[later] is not None and facts[later] < facts[earlier]:
            raise ImpossibleFacts(f"{facts[later]} 早于 {facts[earlier]}，请核对收到、受理、答复的先后日期。", later)
    found = clock(facts.received_on, settings[f"requests.{facts.kind}_days"], settings["requests.notice_percent"])
    accept_by = working_days_after(facts.received_on, settings["requests.accept_days"]).day
    looked = facts.answered_on or on
    overdue, told = looked > found.due_on, []
    if (facts.accepted_on or facts.answered_on or on) > accept_by:
        told.append(violation("accepted_late", f"最迟 {accept_by} 决定受不受理，已经过了。", f"To be accepted or declined by {accept_by}.", field="accepted_on"))
    if overdue:
        told.append(violation("overdue", f"已过答复期限 {found.due_on}。请马上书面答复。", "Past its limit: give the written answer now.", field="answered_on"))
    outputs = {
        "accept_by": accept_by, "due_on": found.due_on, "notice_on": found.notice_on, "confirmed": found.confirmed,
        "notice": facts.answered_on is None and found.notice_on <= on, "overdue": overdue, "days_over": working_days_between(found.due_on, looked) if overdue else 0,
    }  # fmt: skip
    return Finding(outputs, told)


@rule(
    "R-K11", title="诉求转办回避", title_en="To whom a request must not go",
    versions=[
        InForce(REGULATION_2005, "《信访条例》（国务院令第431号）", "第二十三条", valid_to=dt.date(2022, 4, 30), confidence="likely"),
        InForce(REGULATION_2022, "《信访工作条例》（2022年）", "检举控告材料不得透露或者转给被检举控告的人员、单位", confidence="likely", note="条文号待核对。"),
    ],
    inputs=[
        Input("kind", "enum", "类别", "Kind", choices=KINDS), Input("about", "enum", "反映的是谁", "Who is complained of", required=False, default="none", choices=ABOUT),
        Input("to", "enum", "转给哪一级", "To which level", choices=HANDS),
        Input("about_body", "string", "反映的部门", "The department complained of", required=False, default=""),
        Input("to_body", "string", "转给的部门", "The department it goes to", required=False, default=""),
    ],
    outputs=[Output("allowed", "bool", "可以转", "Allowed"), Output("seen_from", "string", "从哪一级起看得到：village、town、district", "Lowest level that sees it")],
)  # fmt: skip
def avoidance(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Never to the unit complained of, nor to one that stands under it."""
    lowest = seen_from(facts.kind, facts.about)
    told = []
    if facts.to in shut_out(lowest):
        told.append(violation("complained_of", "不能转给被反映的单位，也不能转给它下面的单位；举报不转到村（社区）。请由上一级办理。",
                              "Not to whoever is complained of nor below; a report never goes to the village.", field="to"))  # fmt: skip
    if facts.to == "department" and same_body(facts.about_body, facts.to_body):
        told.append(violation("complained_of_body", "不能转给被反映的部门。请转给它的上级或别的部门。", "Not to the department complained of.", field="body"))
    return Finding({"allowed": not told, "seen_from": lowest}, told)
