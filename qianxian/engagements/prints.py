"""From rows to papers: gathers what letter, notices, vetting form and the papers of a case say. The wording is in ``papers.py``.

The forms that go up to the county (approval, filing) stand in ``forms_up.py``.

Official papers are Chinese whatever language the page was in.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.utils.translation import override

from qianxian.accounts.queries import department_name
from qianxian.divisions.queries import county, names_of
from qianxian.engagements import grounds, judging, papers
from qianxian.engagements.models import ConsequenceCase, Engagement, EngagementReview, OutcomeNotice, ReviewRequest, VettingCase, VettingRound
from qianxian.engagements.numbers import town_of
from qianxian.engagements.queries import offices_text, vetting
from qianxian.foundation.papers.engine import chinese_date
from qianxian.foundation.periods import add_days

DUTIES = {
    "director": ("主持中心全面工作，组织落实上级和党组织决定", "牵头服务群众事项，督促按时办结", "按规定公开党务、村务、财务"),
    "deputy_director": ("协助主任分管一个方面的工作", "办理和督办群众诉求", "完成中心交办的其他工作"),
    "member": ("承担分工范围内的服务事项", "办理群众诉求并及时反馈", "完成中心交办的其他工作"),
}
PAY_BASIS = "按本区村（社区）干部报酬办法，以上一年度全市农村居民人均可支配收入的倍数核定，按实际在岗天数计发。"
SHORT = {"no_objection": "无异议", "objection": "有异议", "need_more": "需补充"}


def place_of(code: str) -> tuple[str, str]:
    """The names of the village and of its town."""
    names = names_of([code, town_of(code)])
    return names.get(code, ""), names.get(town_of(code), "")


def committee_of(town: str) -> str:
    """What the town's Party committee is called: a subdistrict has a working committee."""
    return f"中共{town}委员会" if town.endswith("镇") else f"中共{town}工作委员会"


def decision_of(body: str, meeting: str, on: dt.date) -> str:
    """``斗门镇党委2019年6月19日党委会议``: who decided and when, the day said once where the meeting is named by it."""
    day = chinese_date(on)
    return f"{body}{meeting}" if day in meeting else f"{body}{meeting}，{day}" if meeting else f"{body}，{day}"


@override("zh-hans")
def letter(engagement: Engagement, on: dt.date, format: str) -> bytes:
    """The engagement letter as it was issued."""
    village, town = place_of(engagement.division_code)
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
            issuing_town=committee_of(town),
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
    village, town = place_of(decision.division_code)
    kind = papers.DeferralNotice if decision.outcome == "deferred" else papers.RefusalNotice
    more = {"deferred_until": decision.deferred_until} if decision.outcome == "deferred" else {}
    name, _blank, phone = row.contact.rpartition(" ")
    facts = kind(
        notice_no=row.number,
        person_name=decision.person.name,
        village=village,
        centre="党群服务中心",
        post_title=decision.review.get_post_display(),
        decided_by=decision_of(decision.body, decision.meeting, decision.decided_on),
        decided_on=decision.decided_on,
        ground=decision.ground,
        ground_source="本区选聘分离办法" + ("" if decision.ground == (said := str(grounds.DECISION_GROUNDS[decision.ground_code][0])) else f"：{said}"),
        evidence=tuple(decision.evidence.splitlines()),
        review_body=committee_of(town),
        contact_name=name or f"{town}组织人事办",
        contact_phone=phone,
        issuing_town=committee_of(town),
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
    words = [department_name(d) for d in round.departments]
    posts = {review.vetting_case_id: str(review.get_post_display()) for review in EngagementReview.objects.filter(vetting_case__round=round)}
    concluded = [line.case for line in lines if line.case.concluded_on]
    people = tuple(
        papers.VettingCandidate(
            person_name=line.case.person.name,
            identity_masked=line.case.person.identity_masked,
            village=names.get(line.case.division_code, ""),
            post_title=posts.get(line.case.pk, "") or round.get_purpose_display(),
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
            valid_until=min((case.valid_until for case in concluded if case.valid_until), default=None),
            summary=_summary(concluded, len(lines)),
        ),
        format,
    )


def _summary(concluded: list[VettingCase], people: int) -> str:
    """``8 人：无影响聘任的情形 7 人，不列为聘任人选 1 人``: how many of each conclusion; left to be written while one is still owed."""
    if len(concluded) < people:
        return ""
    counts = Counter(str(case.get_state_display()) for case in concluded)
    return f"共 {people} 人：" + "，".join(f"{words} {n} 人" for words, n in counts.items()) + "。"


def _case_form(case: ConsequenceCase, template: str, title: str, form_no: str, parts: list[tuple[str, str]], signs: tuple[str, ...], remedy: str, dated: dt.date, format: str) -> bytes:
    village, town = place_of(case.division_code)
    pairs = [("姓名", case.person.name), ("中心岗位", f"{case.engagement.centre.name}{case.engagement.get_post_display()}"), ("处理", str(case.get_kind_display())),
             ("理由", case.ground), ("证据和文书", case.evidence)]  # fmt: skip
    form = papers.CountyForm(template=template, title=title, form_no=form_no, place=f"{town}{village}", pairs=tuple(pairs), parts=tuple(parts), signs=signs,
                             remedy=remedy, dated=dated)  # fmt: skip
    return papers.county_form(form, format)


@override("zh-hans")
def hearing_record(case: ConsequenceCase, format: str) -> bytes:
    """听取陈述申辩记录."""
    where = f"{chinese_date(case.heard_on)}，{case.hearing_place}；听取人、记录人：{case.heard_by}。"
    checked = "以上记录已交本人看过。本人意见（没有意见的，写“没有意见”）：\n" + "＿" * 24
    parts = [("时间、地点、人员", where), ("本人陈述申辩", case.statement), ("核对", checked)]
    return _case_form(case, "hearing_record", "听取陈述申辩记录", case.number, parts, ("本人", "听取人", "记录人"), "记录经本人看过后签字；本人拒签的，由记录人注明。", case.heard_on, format)


@override("zh-hans")
def case_notice(case: ConsequenceCase, format: str) -> bytes:
    """处理告知书 with remedy and deadline."""
    _village, town = place_of(case.division_code)
    answer, days = judging.setting("engagement.review_answer_days", case.decided_on), judging.setting("engagement.appeal_days", case.served_on)
    remedy = (
        f"对本决定有异议的，可以自收到本告知书之日起{days}日内（至迟{chinese_date(case.review_until)}）向{committee_of(town)}书面申请复核；复核由没有参加原决定的人员进行，"
        f"自收到申请之日起{answer}日内书面答复；复核改变决定的，自原聘任中断之日起恢复聘任并补发报酬。联系：{case.contact}。"
    )
    decided = f"经{decision_of(case.body, case.meeting, case.decided_on)}集体研究，决定：{case.get_kind_display()}，在岗最后一天为{chinese_date(case.last_day)}。"
    parts = [("决定", decided), ("决定理由", case.reasons), ("陈述和申辩", f"已于{chinese_date(case.heard_on)}听取您的陈述和申辩。"),
             ("与当选职务的关系", "本决定只涉及中心岗位的聘任，不影响您依法当选的职务。")]  # fmt: skip
    return _case_form(case, "case_notice", "处理告知书", case.notice_number, parts, ("本人签收", "送达人", f"{case.body}盖章处"), remedy, case.served_on, format)


@override("zh-hans")
def review_minutes(case: ConsequenceCase, format: str) -> bytes:
    """复核记录: who reviewed, why, and what became of the decision."""
    asked = f"{chinese_date(case.review_asked_on)}本人申请复核，{chinese_date(case.answered_on)}答复。"
    decided = f"{decision_of(case.body, case.meeting, case.decided_on)}决定{case.get_kind_display()}。"
    parts = [("申请和答复日期", asked), ("原决定", decided), ("申请复核的理由", case.review_grounds), ("复核人员", case.panel),
             ("复核理由", case.answer_reasons), ("复核结果", "改变原决定，恢复聘任" if case.state == "overturned" else "维持原决定")]  # fmt: skip
    return _case_form(case, "review_minutes", "复核记录", case.answer_document, parts, ("复核人员", "记录人"), "复核人员没有参加原决定。", case.answered_on, format)


@override("zh-hans")
def decision_minutes(asked: ReviewRequest, format: str) -> bytes:
    """复核记录 of a refusal or a deferral: who reviewed, why, and what became of the decision."""
    decision = asked.decision
    village, town = place_of(decision.division_code)
    pairs = (
        ("申请人", decision.person.name), ("岗位", f"{decision.centre.name}{decision.review.get_post_display()}"),
        ("原决定", f"{decision.get_outcome_display()}，{decision_of(decision.body, decision.meeting, decision.decided_on)}"), ("理由", decision.ground),
        ("申请日期", chinese_date(asked.requested_on)), ("答复日期", chinese_date(asked.answered_on)),
    )  # fmt: skip
    parts = (("申请复核的理由", asked.grounds), ("复核人员", asked.panel), ("复核理由", asked.reasons), ("复核结果", f"{asked.get_result_display()}原决定"))
    form = papers.CountyForm(
        template="review_minutes", title="复核记录", form_no=decision.review.number, place=f"{town}{village}", pairs=pairs, parts=parts,
        signs=("复核人员", "记录人"), remedy="复核人员没有参加原决定。", dated=asked.answered_on,
    )  # fmt: skip
    return papers.county_form(form, format)
