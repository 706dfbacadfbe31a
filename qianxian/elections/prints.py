"""From rows to papers. Official papers are Chinese whatever language the page was in; birth days are printed as years only."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import override

from qianxian.divisions.queries import place_on_paper
from qianxian.elections import papers, queries
from qianxian.elections.calendar import calendar_of
from qianxian.elections.models import Contest, Election
from qianxian.foundation.papers.engine import FormPaper, chinese_date
from qianxian.foundation.rulebook.registry import rule_on
from qianxian.people.names import spelled_name

BLANK = "　　　　"
RULE = re.compile(r"R-[A-Z]\d\d")
HELD = {"term": "换届选举", "by_election": "补选"}
OFFICES = {"head": "主任", "deputy_head": "副主任", "committee_member": "委员"}


def form_number(election: Election) -> str:
    """The number that every paper of the election carries."""
    return f"XJ{election.division_code}-{election.number}-{election.election_on:%Y%m%d}"


def _head(election: Election) -> dict:
    return {"form_no": form_number(election), "place": place_on_paper(election.division_code)}


def _about(election: Election) -> tuple[tuple[str, str], ...]:
    return (
        ("选举机构", f"{queries.body_name(election)}（第{election.number}届）"), ("选举事由", str(election.get_occasion_display())),
        ("选举日", chinese_date(election.election_on)),
    )  # fmt: skip


@override("zh-hans")
def paper(election: Election, kind: str, on: dt.date, format: str) -> bytes:
    """The paper of a kind: notice, roll, candidates, proxy, proxies, sheet or result."""
    return papers.election_paper(MADE[kind](election, on), format)


def _notice(election: Election, on: dt.date) -> FormPaper:
    """What is voted on and when, for the wall: the offices, and every day of the calendar that still lies ahead of the vote or on it."""
    contests = queries.contests_of(election).filter(previous__isnull=True)
    days = sorted((step for step in calendar_of(election) if step.due_on and step.due_on <= election.election_on), key=lambda step: step.due_on)
    said = f"依据《中华人民共和国村民委员会组织法》，{queries.body_name(election)}定于{chinese_date(election.election_on)}举行{HELD[election.occasion]}。"
    return FormPaper(
        kind="notice", dated=on, **_head(election),
        pairs=(*_about(election), *(("应选职务和名额", _office(contest)) for contest in contests), ("投票时间", ""), ("投票地点", "")),
        columns=("步骤", "序号", "最后日期", "", "依据"),
        lines=tuple((step.title, str(n), f"{step.due_on:%Y-%m-%d}", "", _law(step.source, step.due_on)) for n, step in enumerate(days, 1)),
        parts=(("公告", (f"{said}登记参加选举的村民请按时到场，凭本人选票投票。",)),),
    )  # fmt: skip


def _law(source: str, on: dt.date) -> str:
    """The law that a step of the calendar rests on: a villager reads no number of ours."""
    texts = (rule_on(one, on) if one.startswith("R-") else None for one in source.split("、"))
    named = [part for text in texts if text for part in text.text.source.replace("（2018年）", "").replace("（2010年）", "").split("；")]
    return "；".join(dict.fromkeys(named)) or source


def _proxy(election: Election, on: dt.date) -> FormPaper:
    """To be filled in by hand by who cannot come (Organic Law of Villagers' Committees, art. 15)."""
    return FormPaper(
        kind="proxy", dated=on, **_head(election),
        pairs=(*_about(election), *((label, BLANK) for label in ("委托人", "委托人身份证号码末四位", "不能到场的原因", "受托人", "与委托人的关系"))),
        parts=(("委托事项", ("本人选举日外出，不能到场投票，委托上面写明的近亲属代本人投票。",)),),
    )  # fmt: skip


def _roll(election: Election, on: dt.date) -> FormPaper:
    rows = sorted(queries.roll_of(election).filter(struck_on__isnull=True), key=lambda e: (spelled_name(e.name).pinyin, e.birth_date))
    published = election.roll_published_on
    counted = sum(1 for e in rows if not e.excluded_for)
    left_out = (("拟不计入应到会", f"{len(rows) - counted} 人"),) if counted < len(rows) else ()
    return FormPaper(
        kind="roll" if election.is_village else "members", dated=published or on, **_head(election),
        pairs=(*_about(election), ("公布日期", chinese_date(published) if published else "尚未公布"), ("人数", f"{len(rows)} 人"), *left_out),
        columns=("姓名", "序号", "出生年", "备注" if left_out else "", "登记依据"),
        lines=tuple((e.name, str(n), str(e.birth_date.year), "不计入" if e.excluded_for else "", str(e.get_basis_display())) for n, e in enumerate(rows, 1)),
    )  # fmt: skip


def _candidates(election: Election, on: dt.date) -> FormPaper:
    rows = queries.candidates_of(election).filter(contest__previous__isnull=True, state="listed").order_by("contest", "person__pinyin", "id")
    recall, published = election.occasion == Election.Occasion.RECALL, election.candidates_published_on or on
    more = (("批复", election.approval_document),) if election.approval_document else ()
    if recall:
        heard = f"已于{chinese_date(election.defence_heard_on)}听取本人申辩" if election.defence_heard_on else "尚未听取"
        more = (("罢免理由", election.recall_reasons), ("本人申辩", heard), ("投票时间", ""), ("投票地点", ""))
    return FormPaper(
        kind="recall" if recall else "candidates" if election.is_village else "party_candidates", dated=published, **_head(election),
        pairs=(*_about(election), ("公布日期", chinese_date(published)), *more),
        columns=("被要求罢免的人" if recall else "姓名", "序号", "性别", "", "现任职务" if recall else "职务"),
        lines=tuple((one.person.name, str(n), str(one.person.get_sex_display()), "", _role(one.contest) if recall else _office(one.contest)) for n, one in enumerate(rows, 1)),
    )  # fmt: skip


def _proxies(election: Election, on: dt.date) -> FormPaper:
    rows = list(queries.proxies_of(election))
    return FormPaper(
        kind="proxies", dated=on, **_head(election), pairs=(*_about(election), ("委托人数", f"{len(rows)} 人" if rows else "截至本表打印时没有登记的委托")),
        columns=("委托人", "序号", "受托人", "公布日期", "受托人与委托人的关系"),
        lines=tuple(
            (p.principal.name, str(n), p.proxy.name, f"{p.published_on:%Y-%m-%d}" if p.published_on else "", str(p.get_relation_display()))
            for n, p in enumerate(rows, 1)
        ),
    )  # fmt: skip


def _role(contest: Contest) -> str:
    """``村民委员会委员``: the office as the committee's own papers call it; a Party office by its own name."""
    office = OFFICES.get(contest.role)
    return f"{contest.election.get_kind_display()}{office}" if office else str(contest.get_role_display())


def _office(contest: Contest) -> str:
    if contest.way == Contest.Way.RECALL:
        return f"罢免{_role(contest)}"
    women, again = "（妇女名额）" if contest.women_only else "", f"（{contest.get_way_display()}）" if contest.previous_id else ""
    return f"{_role(contest)}{women}，应选 {contest.seats} 名{again}"


def _sheet(election: Election, on: dt.date) -> FormPaper:
    waiting, recall = queries.contests_of(election).filter(result__isnull=True), election.occasion == Election.Occasion.RECALL
    lines = [
        (one.person.name, str(n), BLANK, "", _office(contest))
        for contest in waiting for n, one in enumerate(contest.candidates.filter(state="listed").select_related("person").order_by("id"), 1)
    ]  # fmt: skip
    return FormPaper(
        kind="sheet", dated=on, **_head(election),
        pairs=(*_about(election), ("票箱或计票组", ""), *(((("实到会人数", "")),) if not election.is_village else ()), ("发出选票", ""), ("收回选票", ""),
               ("有效票", ""), ("废票", "")),
        columns=("被要求罢免的人", "序号", "同意罢免", "", "职务") if recall else ("候选人", "序号", "得票", "", "职务"), lines=tuple(lines),
    )  # fmt: skip


def _result(election: Election, on: dt.date) -> FormPaper:
    lines, parts, recall = [], [], election.occasion == Election.Occasion.RECALL
    for contest in queries.contests_of(election).filter(result__isnull=False).exclude(result__published_by=""):
        result = contest.result
        figures = f"登记 {result.registered} 人，发出 {result.issued} 张，收回 {result.returned} 张，有效票 {result.valid_ballots} 张，废票 {result.invalid_ballots} 张"
        present = f"实到会 {result.present} 人，" if not election.is_village else ""
        rows = list(result.lines.select_related("candidate__person").order_by("-votes", "id"))
        lines += [(line.candidate.person.name, str(n), str(line.votes), "", f"{_office(contest)}：{line.get_outcome_display()}") for n, line in enumerate(rows, 1)]
        passes = "得票多的当选" if contest.way == Contest.Way.REVOTE else f"至少 {result.needed} 票{'通过罢免' if contest.way == Contest.Way.RECALL else '当选'}"
        law = _law(RULE.match(result.law)[0], contest.held_on) if RULE.match(result.law) else result.law
        law = f"{passes}，依据{law}。" if result.stands else f"本次投票不成立，依据{law}。"
        parts.append((_office(contest), (f"{present}{figures}。{law}", _outcome(contest, rows))))
    dated = election.published_on or on
    return FormPaper(
        kind="recall_result" if recall else "result", dated=dated, **_head(election), pairs=(*_about(election), ("公布日期", chinese_date(dated))),
        columns=("被要求罢免的人" if recall else "候选人", "序号", "同意罢免" if recall else "得票", "", "职务和结果"), lines=tuple(lines), parts=tuple(parts),
    )  # fmt: skip


def _outcome(contest: Contest, rows: list) -> str:
    if contest.way == Contest.Way.RECALL:
        return "；".join(f"{line.candidate.person.name}：{line.get_outcome_display()}" for line in rows) + "。"
    return f"当选：{'、'.join(line.candidate.person.name for line in rows if line.outcome == 'elected') or '无'}。"


MADE = {"notice": _notice, "roll": _roll, "candidates": _candidates, "proxy": _proxy, "proxies": _proxies, "sheet": _sheet, "result": _result}
