"""From rows to the two forms that go up to the county: 聘任审批表 and 村党组织书记备案表. The wording is in ``papers.py``.

Vetting shows its conclusion alone, never a ground (handbook 7). What no register holds is left open to be filled in by hand.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import override

from qianxian.elections.models import ElectedMandate
from qianxian.engagements import papers
from qianxian.engagements.models import EngagementReview, SecretaryFiling, VettingCase
from qianxian.engagements.prints import decision_of, place_of
from qianxian.engagements.queries import offices_text
from qianxian.engagements.rules.filing import PIECES
from qianxian.foundation.papers.engine import chinese_date
from qianxian.foundation.periods import add_days
from qianxian.people.models import Person

#: Election, vetting and publicity belong to who takes the office.
OF_THOSE_WHO_COME = "不适用（免职、撤换）"
BY_HAND = "＿＿＿＿＿＿"
RULED = {"engaged": "同意聘任", "not_engaged": "不予聘任", "deferred": "暂缓聘任"}
PROPOSALS = {"engaged": "建议聘任", "not_engaged": "建议不予聘任", "deferred": "建议暂缓聘任"}


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"


def _basics(person: Person) -> tuple[tuple[str, str], ...]:
    member = getattr(person, "membership", None)
    return (
        ("姓名", person.name), ("性别", str(person.get_sex_display())), ("出生年月", _month(person.birth_date)), ("文化程度", person.education or "　"),
        ("入党时间", _month(member.joined_on) if member else "　"),
    )  # fmt: skip


def _career(person: Person, on: dt.date) -> str:
    """Offices and centre posts on file, the earliest first; what lies before is added by hand."""
    held = [(one.period, offices_text([one])) for one in person.mandates.filter(period__startswith__lte=on).select_related("organisation", "committee")]
    held += [(one.period, f"{one.centre.name}{one.get_post_display()}（聘任）") for one in person.engagements.filter(period__startswith__lte=on).select_related("centre")]
    lines = []
    for period, what in sorted(held, key=lambda one: (one[0].lower, one[1])):
        ended = period.upper and period.upper <= on
        lines.append(f"{_month(period.lower)}至{_month(add_days(period.upper, -1)) if ended else '今'}　{what}")
    return "\n".join([*lines, f"（台账以前的经历由填表人补写）{BY_HAND * 2}"])


@override("zh-hans")
def approval_form(review: EngagementReview, format: str) -> bytes:
    """聘任审批表: basics, offices, career, vetting (conclusion only), grades, and the opinions of Party organisation, town and district."""
    village, town = place_of(review.division_code)
    decision = review.decisions.order_by("-decided_on", "-id").first()
    offices = review.person.mandates.filter(period__contains=review.nominated_on).select_related("organisation", "committee")
    # what was known when it was decided: a grade that came later would speak for a decision it did not carry
    known = review.person.grades.filter(decided_on__lte=decision.decided_on if decision else review.nominated_on).order_by("year")
    grades = "、".join(f"{one.year}年度{one.get_grade_display()}" for one in known)
    opinion = "，".join(part for part in (PROPOSALS.get(review.proposal, ""), review.proposal_document, review.proposal_opinion) if part)
    ruled = f"{RULED[decision.outcome]}（{decision_of(decision.body, decision.meeting, decision.decided_on)}）" if decision else ""
    form = papers.OpinionForm(
        template="approval_form", title="聘任审批表", form_no=review.number, place=f"{town}{village}",
        pairs=(*_basics(review.person), ("提名日期", chinese_date(review.nominated_on))),
        wide=(
            ("当选职务", offices_text(offices) or "无"), ("拟任岗位", f"{review.centre.name}{review.get_post_display()}"),
            ("履历", _career(review.person, review.nominated_on)),
            ("联审结果", str(review.vetting_case.get_state_display()) if review.vetting_case else "还没有办理"), ("年度考核", grades or "没有记录"),
        ),
        opinions=(("村（社区）党组织意见", opinion), ("镇（街道）党委意见", ruled), ("区委组织部意见", "")), remedy="", dated=review.nominated_on,
    )  # fmt: skip
    return papers.opinion_form(form, format)


def _election(filing: SecretaryFiling) -> str:
    """The count behind the office, from a published result; an appointment has none, an older election is copied from its report by hand."""
    if filing.event == SecretaryFiling.Event.REMOVED:
        return OF_THOSE_WHO_COME
    if filing.mandate.way != filing.mandate.Way.ELECTED:
        return f"未经选举，{filing.mandate.get_way_display()}"
    opened = ElectedMandate.objects.filter(mandate=filing.mandate).select_related("line__result__contest").first()
    if opened is None:
        return f"应到{BY_HAND}人，实到{BY_HAND}人，赞成{BY_HAND}票（按选举结果报告单填写）"
    result = opened.line.result
    return f"应到{result.registered}人，实到{result.present}人，赞成{opened.line.votes}票；{chinese_date(result.contest.held_on)}选举，{chinese_date(result.published_on)}公布"


def _vetting(filing: SecretaryFiling) -> str:
    """The vetting concluded by the day of the filing; before the county vetted here, the form that goes with the filing."""
    if filing.event == SecretaryFiling.Event.REMOVED:
        return OF_THOSE_WHO_COME
    vetted = VettingCase.objects.filter(person=filing.mandate.person, concluded_on__lte=filing.filed_on).order_by("-id").first()
    return str(vetted.get_state_display()) if vetted else "见随附的联审表"


def _publicity(filing: SecretaryFiling) -> str:
    if filing.event == SecretaryFiling.Event.REMOVED:
        return OF_THOSE_WHO_COME
    review = EngagementReview.objects.filter(person=filing.mandate.person, publicity_from__lte=filing.filed_on).order_by("-publicity_from").first()
    if review is None or review.publicity_to is None:
        return f"公示时间、地点：{BY_HAND * 2}　反映情况：{BY_HAND}"
    return f"{chinese_date(review.publicity_from)}至{chinese_date(review.publicity_to)}，{review.publicity_feedback or '没有收到反映'}"


@override("zh-hans")
def filing_form(filing: SecretaryFiling, format: str) -> bytes:
    """村党组织书记备案表: basics, term, election result, vetting conclusion, publicity, filing number."""
    village, town = place_of(filing.division_code)
    held = filing.mandate
    until = f"至{chinese_date(add_days(held.period.upper, -1))}" if held.period.upper else ""
    form = papers.OpinionForm(
        template="filing_form", title="村党组织书记备案表", form_no=filing.number, place=f"{town}{village}",
        pairs=(*_basics(held.person), ("事项", f"{filing.get_event_display()}，{chinese_date(filing.event_on)}"), ("文号", filing.document),
               ("报送日期", chinese_date(filing.filed_on))),
        wide=(
            ("党组织", held.organisation.name), ("任期", f"{chinese_date(held.period.lower)}起{until}"), ("选举结果", _election(filing)),
            ("联审结果", _vetting(filing)), ("公示情况", _publicity(filing)),
            ("附上的材料", "、".join(words for piece, words in PIECES.items() if piece in filing.pieces)), ("报送情况", filing.late_reason or "按时报送"),
            ("异议期", f"至{chinese_date(filing.objection_until)}"),
        ),
        opinions=(("镇（街道）党委意见", filing.answer), ("区委组织部意见", filing.objection)), remedy="", dated=filing.filed_on,
    )  # fmt: skip
    return papers.opinion_form(form, format)
