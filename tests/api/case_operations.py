"""Prepared cases and filings for the table of operations. The hearing lies on the day: the call is dated back by its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from qianxian.engagements import commands
from qianxian.engagements.models import ConsequenceCase
from qianxian.engagements.rules.filing import PIECES
from qianxian.foundation.periods import add_days
from qianxian.foundation.reach import bind
from tests.api.stage import DAY
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements import stage

ROAD = ("proposed", "invited", "heard", "decided", "served", "asked")
GROUND = {"kind": "end", "ground_code": "sentenced", "ground": "受过刑事处罚", "evidence": "（2018）示例刑初1号"}
RULING = {"body": "斗门镇党委", "meeting": "第9次会议", "reasons": "事实清楚"}
ANSWER = {"result": "overturned", "panel": "邓少峰", "reasons": "属其他人", "document": "斗镇复〔2019〕1号"}
LATE = {"event": "elected", "document": "斗镇委〔2017〕9号", "pieces": list(PIECES), "late_reason": "补备案"}
BEFORE = add_days(DAY, -3)
STEPS: dict[str, Callable[[ConsequenceCase], Any]] = {
    "invited": lambda case: commands.call_hearing(case=case, hearing_on=DAY, place="党建办", by=TOWN_OFFICER, on=BEFORE),
    "heard": lambda case: commands.record_hearing(case=case, heard_on=DAY, heard_by="记录人", statement="有异议", by=TOWN_OFFICER, on=DAY),
    "decided": lambda case: commands.decide_case(case=case, last_day=add_days(case.engagement.period.lower, 30), by=TOWN_COMMITTEE, on=DAY, **RULING),
    "served": lambda case: commands.serve_case(case=case, served_on=DAY, contact="党建办", by=TOWN_OFFICER, on=DAY),
    "asked": lambda case: commands.ask_case_review(case=case, grounds="不是我", by=TOWN_OFFICER, on=DAY),
}


def case_at(state: str, engaged: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A case about the member's engagement at the step."""

    def work(s: Any) -> Any:
        held = engaged(s)
        case = commands.propose_consequence(engagement=held, since=BEFORE, by=TOWN_OFFICER, on=BEFORE, **GROUND)
        for reached in ROAD[1 : ROAD.index(state) + 1]:
            case = STEPS[reached](case)
        bind(SERVICE)
        return case

    return work


def filing(s: Any) -> Any:
    """The secretary's election filed late, with its reason."""
    bind(SERVICE)
    return commands.file_secretary(mandate=s.village.secretary_mandate, by=TOWN_OFFICER, on=DAY, **LATE)


def objected(s: Any) -> Any:
    """And objected to."""
    return commands.object_to_filing(filing=filing(s), objection="联审未办结", by=COUNTY_OFFICER, on=DAY)


JUDGMENT = {"code": "sentenced", "since": "2016-05-01", "document": "（2016）示例刑初9号"}


def ground(s: Any) -> Any:
    """A ground of the law about somebody of the village who holds no engagement."""
    bind(SERVICE)
    who = s.village.extra[0] if s.village.extra else stage.person("陆少强")
    by = stage.CONCLUDER
    return commands.record_ground(person=who, code="sentenced", since=dt.date(2016, 5, 1), document="（2016）示例刑初9号", by=by, on=DAY)
