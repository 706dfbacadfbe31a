"""成员名册 and the sheet of a lease (domain handbook 6).

    roll_paper(roll, "docx")

A roll names members and households and leaves a box to sign beside each: it goes to the assembly or the distribution it was frozen for, never onto a wall.
"""

from __future__ import annotations

from django.utils.translation import override

from qianxian.collective.models import Lease, Roll
from qianxian.collective.queries import leases
from qianxian.contracts.papers import contract_sheet
from qianxian.divisions.queries import place_on_paper
from qianxian.foundation.papers.engine import Format, FormPaper, chinese_date, render_form

REMARK = "名册定下后不能增减。供成员大会、收益分配使用，由本人签名；不得张贴，不得用于其他用途。"
SIGNS = ("制册人", "理事长", "监事", "集体经济组织盖章处")


@override("zh-hans")
def roll_paper(roll: Roll, format: Format) -> bytes:
    """Every member of the day with household, shares, vote, and a box to sign."""
    lines = tuple((one.name, str(one.turn), one.household, f"{one.shares} 份{'' if one.votes else '，无表决权'}", "　　　　") for one in roll.entries.order_by("turn"))
    pairs = [("名册编号", roll.number), ("用于", str(roll.get_purpose_display())), ("成员所属日期", chinese_date(roll.on)), ("定册日期", chinese_date(roll.frozen_on)),
             ("合计", f"{roll.households} 户，{roll.members} 人，有表决权 {roll.voters} 人，{roll.shares} 份")]  # fmt: skip
    if roll.meeting:
        pairs.append(("会议", f"{roll.meeting.matter.title}（{chinese_date(roll.meeting.held_on)}）"))
    paper = FormPaper(kind="member_roll", form_no=roll.number, place=place_on_paper(roll.division_code), dated=roll.frozen_on, pairs=pairs,
                      columns=("姓名", "序号", "户", "份额", "签名"), lines=lines)  # fmt: skip
    return render_form(paper, format, title="农村集体经济组织成员名册", signs=SIGNS, remark=REMARK)


def lease_paper(lease: Lease, format: Format) -> bytes:
    """合同备案表 of a lease with what is leased and its rent, instalment by instalment."""
    dues = [(due.due_on, due.amount, due.paid) for due in leases.instalments_of(lease)]
    return contract_sheet(lease.contract, format, dues=dues, thing=lease.thing.title)
