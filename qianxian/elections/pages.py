"""What an election's page shows: its line of days, its tabs, and the acts that are open to who looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions import queries as divisions
from qianxian.elections import above, judging, make_up, permissions, queries
from qianxian.elections.calendar import Step, with_objections
from qianxian.elections.models import Contest, Election, RollObjection
from qianxian.elections.paper_kinds import KEPT
from qianxian.organisations import queries as organisations

ROLL_ROWS = 200  # a page shows so many names; the printed roll has all
OPEN = ("called", "roll_published")
VOTING = ("candidates_published", "published")


def bodies(request: HttpRequest) -> list[tuple[str, str]]:
    """Every body within reach that can be elected: Party organisations, then each village's committees."""
    party = [(f"party:{o.uuid}", o.short_name or o.name) for o in organisations.organisations_on(request.actor, request.today) if o.kind != "temporary_branch"]
    villages = [
        (f"{kind}:{place.code}", f"{place.name}{word}")
        for place in divisions.villages(request.today, request.actor)
        for kind, word in Election.Kind.choices
        if kind != "party" and not (kind == "villagers_committee" and place.kind == "community") and not (kind == "residents_committee" and place.kind == "village")
    ]
    return [*party, *villages]


def _line(step: Step, on, reached: bool) -> dict[str, Any]:
    """One step of the line in words: done, due, late."""
    if step.done_on:
        kept = _("过了期限 %(day)s") if step.late(on) else _("按期限 %(day)s")
        state, when, who = "done", step.done_on, kept % {"day": step.due_on} if step.due_on else ""
    elif step.runs and step.due_on:
        passed = on > step.due_on
        state, when, who = ("done" if passed else "next"), step.due_on, _("期限已满") if passed else _("到 %(day)s 期满，到期前不公布候选人") % {"day": step.due_on}
    else:
        state, when = ("now" if not reached else "next"), step.due_on
        none = _("公布名单以后算出") if step.key == "objections" else _("没有法定期限")
        who = _("最迟 %(day)s，已经过期") % {"day": step.due_on} if step.late(on) else _("最迟 %(day)s") % {"day": step.due_on} if step.due_on else none
    return {"state": state, "when": when or "", "title": step.title, "who": format_html('{}{}<span lang="zh-CN">{}</span>', who, " · " if who else "", step.source)}


def line_of(election: Election, contests: list[Contest], on) -> list[dict[str, Any]]:
    """The calendar as the page's line; the first step not done is the present one."""
    shown, reached = [], False
    for step in with_objections(election, sorted(contests, key=lambda c: (c.held_on, c.pk))):
        shown.append(_line(step, on, reached))
        reached = reached or (step.done_on is None and not step.runs)
    return shown


def objection_told(objection: RollObjection, on) -> str:
    """One sentence of what is asked, by whom, why, and by when the committee decides."""
    said = format_html(
        _("{who} {received} 提出：{about}{wish}。理由：{reason}。最迟 {by} 处理。"), who=objection.made_by, received=objection.received_on, about=objection.about,
        wish=objection.get_wish_display(), reason=format_html('<span lang="zh-CN">{}</span>', objection.reason.rstrip("。")), by=objection.decide_by,
    )  # fmt: skip
    return format_html("{}{}", said, _("已经过期，请立即处理并说明原因。")) if on > objection.decide_by else said


def tabs_of(election: Election, tab: str) -> list[dict[str, Any]]:
    """The page's tabs with their counts."""
    url = reverse("elections:election", args=[election.uuid])
    named = [
        ("", _("概况"), None), ("roll", _("选民名单") if election.is_village else _("有选举权的党员"), election.roll.count()),
        ("candidates", _("被要求罢免的人") if election.occasion == Election.Occasion.RECALL else _("候选人"),
         queries.candidates_of(election).filter(contest__previous__isnull=True).exclude(state="withdrawn").count()),
        ("counts", _("计票和结果"), None),
    ]  # fmt: skip
    if election.is_village:
        named.insert(3, ("proxies", _("委托投票"), election.proxies.count()))
    return [{"title": title, "url": f"{url}?tab={key}" if key else url, "current": key == tab, "count": count} for key, title, count in named]


def acts_of(request: HttpRequest, election: Election) -> list[tuple[str, str]]:
    """(act, words) of what may be done now by who looks, the next step first."""
    by, state, village, found = request.actor, election.state, election.is_village, []
    if permissions.can_organise(by, election).allowed:
        if state == "called":
            found += [("voter", _("登记选民"))] if village else [("take_roll", _("产生党员名单"))]
            found += [("publish_roll", _("公布名单")), ("staff", _("登记选举工作人员"))]
        if state in OPEN and election.occasion == "recall":
            found.append(("defence", _("登记申辩")))
        if state == "roll_published":
            found += [("publish_candidates", _("公布候选人"))] + ([("objection", _("登记异议"))] if village else [])
        if state in (*OPEN, "candidates_published"):
            found += [("audit", _("登记离任审计公布"))] if village and election.occasion == "term" and election.kind != "supervision_committee" else []
            found += [("kin", _("申报亲属关系")), ("postpone", _("延期")), ("cancel", _("取消选举"))]
        if state in ("roll_published", "candidates_published") and village:
            found += [("proxy", _("登记委托投票"))] + ([("revoke", _("撤回委托"))] if election.proxies.exists() else [])
        if state == "published" and election.occasion == "recall":
            found.append(("end_seat", _("登记罢免结果")))
        elif state == "published" and queries.elected_lines(election).exists():
            found.append(("offices", _("登记就任")))
        if state == "in_office":
            found.append(("handover", _("登记移交")))
    if permissions.can_approve_election(by, election).allowed and not village and state in OPEN:
        found += [("approve", _("批复候选人"))] if not election.approved_by else []
        found += [("exclusions", _("同意不计入名单"))] if not election.exclusions_approved_by and election.roll.exclude(excluded_for="").exists() else []
    return found


def contest_acts(request: HttpRequest, contest: Contest) -> list[tuple[str, str]]:
    """(act, words) of what may be done with one office now."""
    by, election, result, found = request.actor, contest.election, getattr(contest, "result", None), []
    if permissions.can_organise(by, election).allowed:
        if election.state in OPEN and contest.way == "first" and contest.previous_id is None:
            found.append(("nominate", _("登记提名")))
        if election.state in VOTING and result is None:
            found += [("sheet", _("录计票单")), ("compute", _("计算结果"))]
        if election.state == "published" and queries.following(contest) is not None and not hasattr(contest, "following"):
            found.append(("following", _("安排再次投票")))
    if result is not None and not result.published_by and election.state == "counted" and permissions.can_publish_result(by, contest).allowed:
        found.append(("publish", _("核对并公布结果")))
    return found


def counting(request: HttpRequest, election: Election, contests: list[Contest]) -> str:
    """What waits in the tab of counts for who looks: from the day of the vote this is the next step, before anything else. Empty where nothing does."""
    if (election.state in VOTING and election.election_on <= request.today) or election.state in ("counted", "published"):
        waiting = [words for contest in contests for act, words in contest_acts(request, contest) if act in ("sheet", "publish", "following")]
        return str(waiting[0]) if waiting else ""
    return ""


def _why_void(contest: Contest) -> str:
    """With its numbers, why a Party vote does not stand; empty where it does, and for villages, whose ways of voting differ."""
    result = getattr(contest, "result", None)
    if result is None or result.stands:
        return ""
    if result.returned > result.issued:
        return _("收回 %(back)d 张，多于发出的 %(out)d 张，这次投票不成立，请另定日期重新投票。") % {"back": result.returned, "out": result.issued}
    wanting = [] if contest.election.is_village else judging.quorum(contest.election, contest.held_on, result.present).violations
    return " ".join(one.text(get_language() or "zh") for one in wanting if one.code == "no_quorum")


def contests_page(request: HttpRequest, election: Election, contests: list[Contest]) -> list[dict[str, Any]]:
    """Each office with its candidates, sheets, differences and result."""
    vetted = above.vetted_on([one.person for one in make_up.standing(election)], election.election_on)
    return [
        {
            "contest": contest, "acts": contest_acts(request, contest), "result": getattr(contest, "result", None), "why": _why_void(contest),
            "candidates": [
                (one, vetted[one.person_id].words if one.person_id in vetted else "—")
                for one in contest.candidates.exclude(state="withdrawn").select_related("person").order_by("-nominations", "id")
            ],
            "lines": contest.result.lines.select_related("candidate__person").order_by("-votes", "id") if hasattr(contest, "result") else [],
            "sheets": [sheet for copies in queries.latest_sheets(contest).values() for sheet in copies.values()],
            "differences": queries.differences(contest),
        }
        for contest in contests
    ]  # fmt: skip


def _should_attend(election: Election) -> str:
    """Of a Party election, how many should attend and how many must (R-P14), as the approvals stand now."""
    if election.is_village or not election.roll.filter(struck_on__isnull=True).exists():
        return ""
    asked = judging.quorum(election, election.election_on, 0).outputs
    return _("应到会 %(base)d 人，至少到会 %(needed)d 人") % asked if asked else ""


def election_page(request: HttpRequest, election: Election, tab: str) -> dict[str, Any]:
    """The page of one election in one tab."""
    roll, on, contests = queries.roll_of(election), request.today, list(queries.contests_of(election))
    context: dict[str, Any] = {
        "election": election, "tab": tab, "tabs": tabs_of(election, tab), "acts": acts_of(request, election),
        "counting": counting(request, election, contests) if tab != "counts" else "", "steps": line_of(election, contests, on),
        "changeable": election.state in OPEN,
        "may_organise": permissions.can_organise(request.actor, election).allowed, "papers": [(kind, words, KEPT[kind][0]) for kind, words in papers_of(election)], "on": on,
    }  # fmt: skip
    if tab == "roll":
        context |= {"roll": roll[:ROLL_ROWS], "more": max(0, roll.count() - ROLL_ROWS), "objections": election.objections.order_by("received_on", "id"),
                    "excluded": roll.exclude(excluded_for="").count()}  # fmt: skip
    elif tab == "proxies":
        context["proxies"] = queries.proxies_of(election)
    elif tab in ("candidates", "counts"):
        context["contests"] = contests_page(request, election, contests)
        context |= _stated(election) if tab == "candidates" else {}
        context["logins"] = names_of_logins({s.entered_by for c in context["contests"] for s in c["sheets"]})
    context["facts"] = [
        {"label": _("进展"), "value": election.progress, "now": election.state not in queries.OVER},
        {"label": _("选举日"), "value": election.election_on.isoformat()},
        {"label": _("选举事由"), "value": election.get_occasion_display()},
        {"label": _("登记人数"), "value": _("%(n)d 人") % {"n": roll.filter(struck_on__isnull=True).count()}, "note": _should_attend(election)},
    ]
    context["kv"] = kv_of(election)
    return context


def _recall_rows(election: Election) -> list[tuple[str, Any]]:
    """Whose office, why, how many of how many asked for it as counted on which day, how many the law asks for, whether he was heard."""
    target, asked = election.target, []
    if election.petition:
        asked.append(_("村（居）民 %(n)d 人，共 %(all)d 人") % {"n": election.petition, "all": election.voters_known or 0})
    if election.reps_petition:
        asked.append(_("村（居）民代表 %(n)d 人，共 %(all)d 人") % {"n": election.reps_petition, "all": election.representatives or 0})
    judged = judging.petition_of(election)
    heard = _("%(day)s 已听取") % {"day": election.defence_heard_on} if election.defence_heard_on else _("还没有听取")
    return [
        (_("要求罢免谁"), f"{target.person.name}（{target.get_role_display()}）"), (_("罢免理由"), election.recall_reasons),
        (_("联名"), "；".join(asked)),
        (_("联名核对"), _("%(day)s 按当日人数核对，至少 %(needed)s 人") % judged), (_("本人申辩"), heard),
    ]  # fmt: skip


def kv_of(election: Election) -> list[dict[str, Any]]:
    """The papers the election stands on, what a by-election or a shifted one rests on, and who runs it."""
    rows: list[tuple[str, Any]] = [(_("文号"), election.document)]
    if election.occasion == Election.Occasion.RECALL:
        rows += _recall_rows(election)
    if not election.is_village:
        rows.append((_("批复"), election.approval_document or "—"))
    if election.shift_document:
        rows.append((_("提前或延期批准"), election.shift_document))
    if election.held_by:
        rows.append((_("由谁补选"), election.get_held_by_display()))
    if election.occasion == Election.Occasion.BY_ELECTION and election.committee_id:
        rows.append((_("任期至（本届剩余任期）"), election.committee.due_on.isoformat()))
    if election.exception_reason:
        rows.append((_("书记兼任原因"), election.exception_reason))
    if election.unseated_document:
        who = "、".join(f"{line.candidate.person.name}（{line.candidate.contest.title}）" for line in queries.unseated_lines(election))
        rows += [(_("当选但不就任"), who), (_("不就任的依据"), election.unseated_document)]
    rows += [(one.get_duty_display(), one.person.name) for one in queries.staff_of(election)]
    return [{"label": label, "value": value} for label, value in rows]


def _stated(election: Election) -> dict[str, Any]:
    """What the law says of those who stand: errors that stop the list or its approval, warnings that do not."""
    if election.state not in OPEN:
        return {}
    told = make_up.candidates_told(election)
    return {"stops": [*told.errors, *make_up.approval_faults(election)], "warns": told.warnings}


def papers_of(election: Election) -> list[tuple[str, str]]:
    """(kind, words) of the papers that can be printed now."""
    listed, recall = election.state not in OPEN, election.occasion == Election.Occasion.RECALL
    told = election.contests.exclude(result__published_by="").filter(result__isnull=False).exists()
    named = (
        (election.is_village and not recall, "notice", _("选举公告")),
        (True, "roll", _("选民名单") if election.is_village else _("有选举权的党员名单")), (listed, "candidates", _("罢免投票公告") if recall else _("候选人名单公告")),
        (election.is_village, "proxy", _("空白委托投票书")), (election.is_village, "proxies", _("委托投票公示")), (listed, "sheet", _("空白计票单")), (told, "result", _("选举结果报告单")),
    )  # fmt: skip
    return [(kind, words) for there, kind, words in named if there]
