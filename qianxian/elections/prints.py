"""From rows to papers. Official papers are Chinese whatever language the page was in; birth days are printed as years only."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import override

from qianxian.divisions.queries import place_on_paper
from qianxian.elections import papers, queries
from qianxian.elections.calendar import calendar_of
from qianxian.elections.models import Contest, Election
from qianxian.foundation.papers.engine import FormPaper

BLANK = "　　　　"


def form_number(election: Election) -> str:
    """The number that every paper of the election carries."""
    return f"XJ{election.division_code}-{election.number}-{election.election_on:%Y%m%d}"


def _head(election: Election) -> dict:
    return {"form_no": form_number(election), "place": place_on_paper(election.division_code)}


def _about(election: Election) -> tuple[tuple[str, str], ...]:
    return (
        ("选举机构", f"{queries.body_name(election)}（第{election.number}届）"), ("选举事由", str(election.get_occasion_display())),
        ("选举日", f"{election.election_on:%Y年%-m月%-d日}"),
    )  # fmt: skip


@override("zh-hans")
def paper(election: Election, kind: str, on: dt.date, format: str) -> bytes:
    """The paper of a kind: notice, roll, candidates, proxy, proxies, sheet or result."""
    return papers.election_paper(MADE[kind](election, on), format)


def _notice(election: Election, on: dt.date) -> FormPaper:
    """What is voted on and when, for the wall: the offices, and every day of the calendar that still lies ahead of the vote or on it."""
    contests = queries.contests_of(election).filter(previous__isnull=True)
    days = [step for step in calendar_of(election) if step.due_on and step.due_on <= election.election_on]
    return FormPaper(
        kind="notice", dated=on, **_head(election), pairs=(*_about(election), *(("选举职务", _office(contest)) for contest in contests)),
        columns=("步骤", "序号", "最后日期", "", "依据"),
        lines=tuple((step.title, str(n), f"{step.due_on:%Y-%m-%d}", "", step.source) for n, step in enumerate(days, 1)),
    )  # fmt: skip


def _proxy(election: Election, on: dt.date) -> FormPaper:
    """To be filled in by hand by who cannot come (Organic Law of Villagers' Committees, art. 15)."""
    return FormPaper(
        kind="proxy", dated=on, **_head(election),
        pairs=(*_about(election), *((label, BLANK) for label in ("委托人", "委托人身份证号码末四位", "不能到场的原因", "受托人", "受托人是委托人的"))),
        parts=(("委托事项", ("本人选举日外出，不能到场投票，委托上面写明的近亲属代本人投票。",)),),
    )  # fmt: skip


def _roll(election: Election, on: dt.date) -> FormPaper:
    rows = list(queries.roll_of(election).filter(struck_on__isnull=True))
    published = election.roll_published_on
    counted = sum(1 for e in rows if not e.excluded_for)
    return FormPaper(
        kind="roll" if election.is_village else "members", dated=published or on, **_head(election),
        pairs=(*_about(election), ("公布日期", f"{published:%Y年%-m月%-d日}" if published else ""), ("人数", f"{len(rows)} 人"),
               *((("拟不计入应到会", f"{len(rows) - counted} 人"),) if counted < len(rows) else ())),
        columns=("姓名", "序号", "出生年", "备注", "登记依据"),
        lines=tuple((e.name, str(n), str(e.birth_date.year), "不计入" if e.excluded_for else "", str(e.get_basis_display())) for n, e in enumerate(rows, 1)),
    )  # fmt: skip


def _candidates(election: Election, on: dt.date) -> FormPaper:
    rows = queries.candidates_of(election).filter(contest__previous__isnull=True, state="listed").order_by("contest", "person__pinyin", "id")
    published = election.candidates_published_on or on
    return FormPaper(
        kind="recall" if election.occasion == Election.Occasion.RECALL else "candidates", dated=published, **_head(election),
        pairs=(*_about(election), ("公布日期", f"{published:%Y年%-m月%-d日}"), *((("批复", election.approval_document),) if election.approval_document else ())),
        columns=("姓名", "序号", "性别", "", "职务"),
        lines=tuple((one.person.name, str(n), str(one.person.get_sex_display()), "", _office(one.contest)) for n, one in enumerate(rows, 1)),
    )  # fmt: skip


def _proxies(election: Election, on: dt.date) -> FormPaper:
    rows = list(queries.proxies_of(election))
    return FormPaper(
        kind="proxies", dated=on, **_head(election), pairs=(*_about(election), ("委托人数", f"{len(rows)} 人")),
        columns=("委托人", "序号", "", "", "受托人（关系）和公布日期"),
        lines=tuple(
            (p.principal.name, str(n), "", "", f"{p.proxy.name}（{p.get_relation_display()}）　{p.published_on or ''}") for n, p in enumerate(rows, 1)
        ),
    )  # fmt: skip


def _office(contest: Contest) -> str:
    women = "（妇女名额）" if contest.women_only else ""
    return f"{contest.get_role_display()}{women} {contest.get_way_display()} 应选 {contest.seats} 名"


def _sheet(election: Election, on: dt.date) -> FormPaper:
    waiting = election.contests.filter(result__isnull=True).order_by("round", "id")
    lines = [
        (one.person.name, str(n), BLANK, "", _office(contest))
        for contest in waiting for n, one in enumerate(contest.candidates.filter(state="listed").select_related("person").order_by("id"), 1)
    ]  # fmt: skip
    return FormPaper(
        kind="sheet", dated=on, **_head(election),
        pairs=(*_about(election), ("票箱或计票组", ""), *(((("实到会人数", "")),) if not election.is_village else ()), ("发出选票", ""), ("收回选票", ""),
               ("有效票", ""), ("废票", "")),
        columns=("候选人", "序号", "得票", "", "职务"), lines=tuple(lines),
    )  # fmt: skip


def _result(election: Election, on: dt.date) -> FormPaper:
    lines, parts = [], []
    for contest in queries.contests_of(election).filter(result__isnull=False).exclude(result__published_by=""):
        result = contest.result
        figures = f"登记 {result.registered} 人，发出 {result.issued} 张，收回 {result.returned} 张，有效票 {result.valid_ballots} 张，废票 {result.invalid_ballots} 张"
        present = f"实到会 {result.present} 人，" if not election.is_village else ""
        rows = list(result.lines.select_related("candidate__person").order_by("-votes", "id"))
        lines += [(line.candidate.person.name, str(n), str(line.votes), "", f"{_office(contest)}：{line.get_outcome_display()}") for n, line in enumerate(rows, 1)]
        elected = "、".join(line.candidate.person.name for line in rows if line.outcome == "elected") or "无"
        law = f"至少 {result.needed} 票当选，依据 {result.law}。" if result.stands else f"本次投票不成立，依据 {result.law}。"
        parts.append((_office(contest), (f"{present}{figures}。{law}", f"当选：{elected}。")))
    dated = election.published_on or on
    return FormPaper(
        kind="result", dated=dated, **_head(election), pairs=(*_about(election), ("公布日期", f"{dated:%Y年%-m月%-d日}")),
        columns=("候选人", "序号", "得票", "", "职务和结果"), lines=tuple(lines), parts=tuple(parts),
    )  # fmt: skip


MADE = {"notice": _notice, "roll": _roll, "candidates": _candidates, "proxy": _proxy, "proxies": _proxies, "sheet": _sheet, "result": _result}
