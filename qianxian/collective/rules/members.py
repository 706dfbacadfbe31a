"""Who is a member of the collective, what makes one and what ends it (R-C04), and how long a seat lasts.

Example: a woman who married out and is no member elsewhere stays a member of her own collective: nobody may strike her off.
"""

from __future__ import annotations

import datetime as dt

from qianxian.decisions.rules.texts import collective_law
from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import Facts, Finding, Input, Output, SettingsOnDay, rule, violation

JOINS = (("original", "原有成员"), ("birth", "出生"), ("marriage", "结婚"), ("adoption", "收养"), ("settlement", "政策性移民"))
KEEPS = (
    ("study", "就学"), ("army", "服役"), ("work_away", "外出务工、经商"), ("divorce", "离婚"), ("widowhood", "丧偶"), ("jail", "服刑"), ("marriage_out", "与外村人结婚"),
)  # fmt: skip
ENDS = (("death", "死亡"), ("nationality_lost", "丧失中国国籍"), ("member_elsewhere", "已取得其他集体经济组织成员身份"), ("civil_servant", "成为公务员（聘任制除外）"))
EVENTS = (*JOINS, *KEEPS, *ENDS)
FULL_AGE, SEAT_YEARS = 18, 5


def of_full_age(born_on: dt.date, on: dt.date) -> bool:
    """Whether the eighteenth birthday has come."""
    return add_months(born_on, 12 * FULL_AGE) <= on


def last_day_of_seat(first_day: dt.date) -> dt.date:
    """The last day a seat of the delegates, the board or the supervisors may run to: five years less a day."""
    return add_months(first_day, 12 * SEAT_YEARS) - dt.timedelta(days=1)


@rule(
    "R-C04",
    title="集体经济组织成员身份",
    title_en="Membership of the collective",
    versions=collective_law("第八条、第十二条、第十七条、第十八条"),
    inputs=[
        Input("event", "enum", "情形", "What happened", choices=EVENTS),
        Input("elsewhere", "string", "取得成员身份的其他集体", "The other collective", required=False, default="", hint="已取得其他集体成员身份的写全称"),
        Input("contract_civil_servant", "bool", "是否聘任制公务员", "Civil servant by contract", required=False, default=False),
    ],
    outputs=[
        Output("effect", "string", "结果（join 取得、keep 保留、lose 丧失）", "join, keep or lose"),
        Output("may_remove", "bool", "能否除名", "Whether membership ends"),
        Output("error", "string", "不能除名的原因", "Why it does not end"),
    ],
)
def membership(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """What an event does to membership: women and men alike, and only four things end it."""
    if facts.event in dict(JOINS):
        return Finding({"effect": "join", "may_remove": False, "error": None})
    if facts.event in dict(KEEPS):
        told = f"不因{dict(EVENTS)[facts.event]}丧失成员身份；没有取得其他集体经济组织成员身份的，不能除名。"
        return _kept("not_a_ground", told, "This ends nobody's membership while he or she is no member elsewhere.")
    if facts.event == "member_elsewhere" and not facts.elsewhere.strip():
        return _kept("not_member_elsewhere", "还没有取得其他集体经济组织成员身份的，不能除名；请写明取得身份的集体和凭据。",
                     "Name the other collective: without it membership stays.", "elsewhere")  # fmt: skip
    if facts.event == "civil_servant" and facts.contract_civil_servant:
        return _kept("contract_civil_servant", "聘任制公务员不丧失成员身份。", "A civil servant by contract stays a member.", "contract_civil_servant")
    return Finding({"effect": "lose", "may_remove": True, "error": None})


def _kept(code: str, told: str, told_en: str, field: str = "event") -> Finding:
    return Finding({"effect": "keep", "may_remove": False, "error": code}, [violation(code, told, told_en, field=field)])
