"""From rows to papers: gathers what the letter, the notices and the vetting form say. The wording is in ``papers.py``.

Official papers are Chinese whatever language the page was in.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import override

from qianxian.divisions.queries import county, names_of
from qianxian.engagements import grounds, judging, papers
from qianxian.engagements.models import Engagement, OutcomeNotice, VettingRound
from qianxian.engagements.numbers import town_of
from qianxian.engagements.queries import offices_text, vetting
from qianxian.foundation.periods import add_days

DUTIES = {
    "director": ("主持中心全面工作，组织落实上级和党组织决定", "牵头服务群众事项，督促按时办结", "按规定公开党务、村务、财务"),
    "deputy_director": ("协助主任分管一个方面的工作", "办理和督办群众诉求", "完成中心交办的其他工作"),
    "member": ("承担分工范围内的服务事项", "办理群众诉求并及时反馈", "完成中心交办的其他工作"),
}
PAY_BASIS = "按本区村（社区）干部报酬办法，以上一年度全市农村居民人均可支配收入的倍数核定，按实际在岗天数计发"
SHORT = {"no_objection": "无异议", "objection": "有异议", "need_more": "需补充"}


def _place(code: str) -> tuple[str, str]:
    names = names_of([code, town_of(code)])
    return names.get(code, ""), names.get(town_of(code), "")


def _committee(town: str) -> str:
    return f"中共{town}委员会" if town.endswith("镇") else f"中共{town}工作委员会"


@override("zh-hans")
def letter(engagement: Engagement, on: dt.date, format: str) -> bytes:
    """The engagement letter as it was issued."""
    village, town = _place(engagement.division_code)
    term = engagement.decision
    offices = engagement.person.mandates.filter(period__contains=engagement.lettered_on).select_related("organisation", "committee")
    last = term.term_to if engagement.end_reason else add_days(engagement.period.upper, -1)
    return papers.engagement_letter(
        papers.EngagementLetter(
            letter_no=engagement.letter_number,
            person_name=engagement.person.name,
            village=village,
            centre="党群服务中心",
            post_title=engagement.get_post_display(),
            first_day=engagement.period.lower,
            last_day=last,
            duties=DUTIES[engagement.post],
            pay_basis=PAY_BASIS,
            issuing_town=_committee(town),
            issued_on=engagement.lettered_on,
            is_director=engagement.post == "director",
            elected_office=offices_text(offices),
        ),
        format,
    )


@override("zh-hans")
def notice(row: OutcomeNotice, on: dt.date, format: str) -> bytes:
    """The notice of a refusal or a deferral."""
    decision = row.decision
    village, town = _place(decision.division_code)
    kind = papers.DeferralNotice if decision.outcome == "deferred" else papers.RefusalNotice
    more = {"deferred_until": decision.deferred_until} if decision.outcome == "deferred" else {}
    name, _blank, phone = row.contact.rpartition(" ")
    facts = kind(
        notice_no=row.number,
        person_name=decision.person.name,
        village=village,
        centre="党群服务中心",
        post_title=decision.review.get_post_display(),
        decided_by=f"{decision.body}{decision.meeting}",
        decided_on=decision.decided_on,
        ground=decision.ground,
        ground_source=f"本区选聘分离办法：{grounds.DECISION_GROUNDS[decision.ground_code][0]}",
        evidence=tuple(decision.evidence.splitlines()),
        review_body=_committee(town),
        contact_name=name or "组织人事办",
        contact_phone=phone,
        contact_address=f"{town}组织人事办",
        issuing_town=_committee(town),
        issued_on=row.issued_on,
        statement=f"已于{decision.statement_heard_on:%Y年%-m月%-d日}听取您的陈述和申辩。" if decision.statement_heard_on else "",
        elected_office=offices_text([decision.review.mandate]) if decision.review.mandate else "",
        review_days=judging.setting("engagement.appeal_days", decision.decided_on),
        answer_days=judging.setting("engagement.review_answer_days", decision.decided_on),
        review_deadline=row.review_until if row.served_on else None,
        **more,
    )
    return papers.deferral_notice(facts, format) if more else papers.refusal_notice(facts, format)


@override("zh-hans")
def vetting_form(round: VettingRound, printed_by: str, format: str) -> bytes:
    """The vetting form with the conclusions so far."""
    place = county()
    lines = vetting.matrix(round)
    names = names_of({line.case.division_code for line in lines})
    words = [judging.department_name(d) for d in round.departments]
    people = tuple(
        papers.VettingCandidate(
            person_name=line.case.person.name,
            identity_masked=line.case.person.identity_masked,
            village=names.get(line.case.division_code, ""),
            post_title=round.get_purpose_display(),
            conclusions={word: SHORT[cell.conclusion] for word, cell in zip(words, line.cells, strict=True) if cell and cell.conclusion},
        )
        for line in lines
    )
    signed = []
    for index, word in enumerate(words):
        given = [line.cells[index].reply for line in lines if line.cells and line.cells[index] and line.cells[index].reply.replied_on]
        last = max(given, key=lambda r: r.replied_on, default=None) if len(given) == len(lines) else None
        signed.append(
            papers.VettingReply(department=word, officer=last.signed_by if last else "", replied_on=last.replied_on if last else None)
        )
    return papers.vetting_form(
        papers.VettingForm(
            form_no=round.number,
            county=place.name if place else "",
            purpose=round.get_purpose_display(),
            requested_by="区委组织部",
            requested_on=round.sent_on or round.due_on,
            reply_by=round.due_on,
            candidates=people,
            replies=tuple(signed),
            printed_by=printed_by,
        ),
        format,
    )
