"""Cases of the example at the window of Bajia: one near its last day, one overdue, one waiting for papers, one with the town, some ended. The applicants are invented.

Telephone numbers begin with 0 after the area code: no line has such a number.
"""

from __future__ import annotations

import datetime as dt

from qianxian.cases import commands
from qianxian.cases.models import Case
from qianxian.cases.permissions import guest_of
from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.registry_story import Play
from qianxian.foundation.reach import acting_as
from qianxian.services.queries import item_on

REMEDY = "可以向镇里反映，也可以依法申请行政复议"


def _day(month: int, day: int) -> dt.date:
    return dt.date(2019, month, day)


def _received(play: Play, code: str, name: str, line: str, on: dt.date, missing: tuple[str, ...] = ()) -> Case:
    with acting_as(play.actor("bajia-chuangkou")) as by:
        made = commands.receive_case(division_code=cast.BAJIA_CODE, item=item_on(code, on), name=name, channel="window", phone=f"0756-0{line}", missing=missing, by=by, on=on)
    return made.case


def hall_cases(play: Play) -> None:
    """Eight of them, each by who would do it."""
    pension = _received(play, "SB-003", "容惠芳", "551001", _day(11, 18))
    aid = _received(play, "WJ-002", "黄桂兰", "551002", _day(11, 11))
    relief = _received(play, "JZ-001", "梁炳坤", "551003", _day(12, 2))
    _received(play, "SB-008", "陈少梅", "551004", _day(12, 3))  # reminded since 12-13, due on 12-17
    _received(play, "SB-006", "邝凤英", "551005", _day(12, 6))  # due on 12-13: overdue
    _received(play, "SB-003", "赵国强", "551006", _day(12, 5), missing=("社会保障卡",))
    doctor = _received(play, "WJ-004", "周秀珍", "551007", _day(12, 12))
    with acting_as(play.actor("bajia-chuangkou")) as by:
        commands.transfer_case(case=pension, to="town", words="材料齐全，报镇里初审", by=by, on=_day(11, 19))
        commands.refuse_case(case=aid, words="还没有满 60 周岁，不符合申领条件", remedy=REMEDY, by=by, on=_day(11, 13))
        commands.transfer_case(case=relief, to="town", words="入户调查和公示由镇里安排", by=by, on=_day(12, 4))
        commands.finish_case(case=doctor, words="已约好签约时间，家庭医生上门", by=by, on=_day(12, 12))
    with acting_as(play.actor("zhaobk")) as by:
        commands.transfer_case(case=pension, to="department", body="区社会保险基金管理局", words="初审通过，报区里复核", by=by, on=_day(11, 20))
        commands.note_progress(case=relief, words="已入户调查，正在公示", by=by, on=_day(12, 11))
        commands.finish_case(case=pension, words="从 12 月起发放养老金，到账后短信通知", by=by, on=_day(11, 29))
    with acting_as(guest_of(cast.BAJIA_CODE)) as by:
        commands.apply_for(division_code=cast.BAJIA_CODE, item=item_on("JZ-002", EXAMPLE_DAY), name="吴亚三", phone="0756-0551008", by=by, on=_day(12, 13))
