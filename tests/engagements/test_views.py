"""Pages: one happy and one refused way each, answered by the view itself with a request as the middleware leaves it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from qianxian.centres.views import register as centres
from qianxian.engagements import commands
from qianxian.engagements.models import EngagementDecision, EngagementReview, VettingReply
from qianxian.engagements.views import papers, posts, registers, reviews, vetting
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import CONCLUDER, DAY, SECOND_COMMITTEE, SECRETARY, SENDER, Village, day, replier, village, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def v() -> Village:
    return village()


def page(view, actor, path="/", data=None, on=DAY, query=None, **kwargs):
    """The view's answer to a request of the actor on a business day."""
    factory = RequestFactory()
    request = factory.post(path, data) if data is not None else factory.get(path, query or {})
    request.actor, request.on, request.today, request.scope_prefix, request.county = actor, on, on, "", None
    request.scope = SimpleNamespace(name="", prefix="")
    request.user = SimpleNamespace(is_authenticated=True)
    request.session = {}
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True
    bind(actor)
    response = view(request, **kwargs)
    with_role(SERVICE)
    return response


def body(response) -> str:
    return response.content.decode()


class TestRegisters:
    def test_cadres_with_tabs_and_export(self, v):
        v.engaged(v.member)
        answer = body(page(registers.cadres, COUNTY_OFFICER))
        for words in ("邝惠兰", "大赤坎村", "村委会委员", "已聘任", "2019-09-01", "全部"):
            assert words in answer
        assert "邝惠兰" not in body(page(registers.cadres, COUNTY_OFFICER, query={"outcome": "deferred"}))
        assert "邝惠兰" in body(
            page(registers.cadres, COUNTY_OFFICER, query={"office": "committee_member", "post": "member", "vetted_before": "2019-10-01"})
        )
        assert page(registers.cadres_export, COUNTY_OFFICER).content[:2] == b"PK"
        with pytest.raises(PermissionDenied):
            page(registers.cadres, replier("court"))
        with pytest.raises(PermissionDenied):
            page(registers.cadres_export, SECRETARY)

    def test_reviews_and_grades(self, v):
        v.nominated(v.member)
        assert "待提出建议" in body(page(registers.reviews, TOWN_OFFICER))
        assert page(registers.reviews_export, TOWN_OFFICER).status_code == 200
        assert "还没有等次" in body(page(registers.grades, COUNTY_OFFICER))
        assert page(registers.grades_export, COUNTY_OFFICER).status_code == 200


class TestReview:
    def test_from_nomination_to_letter_through_the_pages(self, v):
        assert v.centre.name in body(page(reviews.nominate, TOWN_OFFICER))
        form = {"person": str(v.member.uuid), "post": "member"}
        request_path = f"/engagements/reviews/new/?centre={v.centre.uuid}"
        assert page(reviews.nominate, TOWN_OFFICER, request_path, form).status_code == 302
        review = EngagementReview.objects.get()
        at = {"uuid": review.uuid}
        assert "还没有办理县级联审" in body(page(reviews.review, TOWN_OFFICER, **at))
        assert (
            page(
                reviews.act, SECRETARY, data={"proposal": "engaged", "document": "支委会", "opinion": ""}, step="propose", **at
            ).status_code
            == 302
        )
        ruling = {"outcome": "engaged", "body": "斗门镇党委", "meeting": "第9次会议", "term_from": "2019-04-01", "term_to": "2020-03-31"}
        refused = page(reviews.act, TOWN_COMMITTEE, data=ruling, step="decide", **at)
        assert refused.status_code == 422 and "还没有办理县级联审" in body(refused)
        v.vetted(v.member)
        check = page(reviews.act, TOWN_COMMITTEE, data=ruling, step="decide", **at)
        assert check.status_code == 200 and "请核对" in body(check) and not EngagementDecision.objects.exists()
        assert page(reviews.act, TOWN_COMMITTEE, data=ruling | {"confirm": "1"}, step="decide", **at).status_code == 302
        assert page(reviews.act, TOWN_OFFICER, data={"x": "1"}, step="publicise", **at).status_code == 302
        assert page(reviews.act, TOWN_OFFICER, data={"feedback": "没有收到反映"}, on=day(3, 9), step="settle", **at).status_code == 302
        assert page(reviews.act, TOWN_OFFICER, data={"confirm": "1"}, on=day(3, 9), step="letter", **at).status_code == 302
        shown = body(page(reviews.review, TOWN_OFFICER, on=day(4, 2), **at))
        assert "斗镇聘〔2019〕1号" in shown and "已办结" in shown
        engagement = EngagementDecision.objects.get().engagement
        assert page(papers.letter, TOWN_OFFICER, uuid=engagement.uuid).content[:4] == b"%PDF"
        assert page(papers.letter, TOWN_OFFICER, query={"format": "docx"}, uuid=engagement.uuid).content[:2] == b"PK"

    def test_refused_with_notice(self, v):
        review = v.decided(v.member, outcome="not_engaged")
        at = {"uuid": review.uuid}
        assert page(reviews.act, TOWN_OFFICER, data={"contact": "梁雅文 0756-0000000"}, step="notice", **at).status_code == 302
        notice = review.decisions.get().notice
        assert page(papers.notice, TOWN_OFFICER, uuid=notice.uuid).content[:4] == b"%PDF"
        assert page(reviews.act, TOWN_OFFICER, data={"served_on": "2019-03-01"}, step="serve", **at).status_code == 302
        assert "2019-03-01 送达" in body(page(reviews.review, TOWN_OFFICER, **at))

    def test_an_unanswered_request_is_not_finished(self, v):
        """The page said 已办结 while the panel still owed its answer, and an upheld decision was confirmed with a "new" one beside it."""
        review = v.decided(v.member, outcome="not_engaged")
        at = {"uuid": review.uuid}
        assert page(reviews.act, TOWN_OFFICER, data={"contact": "梁雅文 0756-0000000"}, step="notice", **at).status_code == 302
        assert page(reviews.act, TOWN_OFFICER, data={"served_on": "2019-03-01"}, step="serve", **at).status_code == 302
        assert "已办结" in body(page(reviews.review, TOWN_OFFICER, **at))
        assert page(reviews.act, TOWN_OFFICER, data={"grounds": "不服"}, step="request", **at).status_code == 302
        waiting = body(page(reviews.review, TOWN_OFFICER, **at))
        assert "等待复核，" in waiting and "由没有参加原决定的人答复复核" in waiting and "已办结" not in waiting
        answer = {"result": "upheld", "panel": "叶远新", "reasons": "事实清楚", "outcome": "deferred", "body": "斗门镇党委"}
        asked = body(page(reviews.act, SECOND_COMMITTEE, data=answer, step="answer", **at))
        assert "请核对" in asked and "暂缓聘任</dd>" not in asked and asked.count("斗门镇党委</dd>") == 0
        assert page(reviews.act, SECOND_COMMITTEE, data=answer | {"confirm": "1"}, step="answer", **at).status_code == 302
        assert "已办结" in body(page(reviews.review, TOWN_OFFICER, **at))

    def test_a_step_opens_only_for_who_holds_it_now(self, v):
        review = v.decided(v.member, outcome="not_engaged")
        opened = {step for step in reviews.STEPS if page(reviews.act, TOWN_OFFICER, uuid=review.uuid, step=step).status_code == 200}
        assert opened == {"notice", "request"}

    def test_who_does_not_hold_it_is_told_who_may(self, v):
        review = v.proposed(v.member)
        with pytest.raises(PermissionDenied):
            page(
                reviews.act,
                TOWN_OFFICER,
                data={"outcome": "not_engaged", "body": "x", "meeting": "x", "confirm": "1"},
                uuid=review.uuid,
                step="decide",
            )
        with pytest.raises(PermissionDenied):
            page(reviews.review, acting("x", "某人", "finance_bureau", "440403"), uuid=review.uuid)


def test_an_address_whose_centre_is_no_key_leads_nowhere(v):
    with pytest.raises(Http404):
        page(reviews.nominate, TOWN_OFFICER, query={"centre": "abc"})


class TestVetting:
    def test_list_sent_answered_and_concluded_through_the_pages(self, v):
        v.nominated(v.member)
        new = page(vetting.round_new, SENDER)
        assert "邝惠兰" in body(new)
        from tests.engagements.stage import DEPARTMENTS

        form = {"persons": [str(v.member.uuid)], "purpose": "centre_post", "departments": DEPARTMENTS, "due_on": "2019-03-16"}
        assert page(vetting.round_new, SENDER, data=form).status_code == 302
        round = commands.vetting.VettingRound.objects.get()
        at = {"uuid": round.uuid}
        assert page(vetting.round_send, SENDER, data={}, **at).status_code == 302
        for department in DEPARTMENTS:
            by = replier(department)
            assert "LS-440403-2019-0001" in body(page(vetting.answers, by))
            shown = body(page(vetting.answer, by, **at))
            assert "邝惠兰" in shown and "440403********1246" in shown
            reply = VettingReply.objects.get(department=department)
            assert (
                page(vetting.answer, by, data={f"r{reply.pk}-conclusion": "no_objection", "signed_by": "答复人"}, **at).status_code == 302
            )
        assert "无异议" in body(page(vetting.round, CONCLUDER, **at))
        assert page(vetting.round_conclude, CONCLUDER, data={}, **at).status_code == 302
        assert round.cases.get().state == "cleared"
        assert page(papers.round_paper, SENDER, **at).content[:4] == b"%PDF"
        assert "LS-440403-2019-0001" in body(page(vetting.rounds, SENDER))

    @pytest.mark.parametrize("actor", [TOWN_COMMITTEE, TOWN_OFFICER, COUNTY_OFFICER, SECRETARY])
    def test_nobody_else_sees_the_matrix(self, v, actor):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        for view, at in (
            (vetting.rounds, {}),
            (vetting.round, {"uuid": round.uuid}),
            (vetting.answers, {}),
            (papers.round_paper, {"uuid": round.uuid}),
        ):
            with pytest.raises(PermissionDenied):
                page(view, actor, **at)


class TestCentres:
    def test_the_last_day_of_a_director_says_what_comes_after_it(self, v):
        """「主任岗位空缺」 was said, and the page showed the director and no free post for the rest of the day."""
        v.engaged(v.secretary, "director")
        at = {"uuid": v.centre.uuid}
        form = {"last_day": "2019-06-30", "reason": "replaced", "document": "斗委〔2019〕20号", "confirm": "1"}
        assert "起主任空缺" not in body(page(centres.centre, TOWN_COMMITTEE, on=day(6, 30), **at))
        assert page(posts.secretary, TOWN_OFFICER, data=form, on=day(6, 30), **at).status_code == 302
        said = {on: body(page(centres.centre, TOWN_COMMITTEE, on=on, **at)) for on in (day(6, 29), day(6, 30), day(7, 1))}
        assert "起主任空缺" not in said[day(6, 29)]
        assert "2019-07-01 起主任空缺" in said[day(6, 30)] and "容志恒 的主任聘任到 2019-06-30 为止" in said[day(6, 30)]
        assert "起主任空缺" not in said[day(7, 1)] and "主任空缺" in said[day(7, 1)]

    def test_register_centre_and_plan(self, v):
        assert "主任空缺" in body(page(centres.centres, COUNTY_OFFICER))
        assert "斗门社区" in body(page(centres.centres, COUNTY_OFFICER))
        for tab in ("overview", "posts", "staff", "log"):
            assert "主任空缺" in body(page(centres.centre, TOWN_OFFICER, query={"tab": tab}, uuid=v.centre.uuid))
        v.engaged(v.secretary, "director")
        assert "容志恒" in body(page(centres.centre, TOWN_OFFICER, on=day(4, 2), query={"tab": "posts"}, uuid=v.centre.uuid))
        assert page(centres.export, COUNTY_OFFICER).content[:2] == b"PK"
        assert v.centre.name in body(page(centres.staffing, COUNTY_OFFICER))
        assert page(centres.act, COUNTY_OFFICER, data={"year": "2020"}, uuid=v.centre.uuid, step="plan").status_code == 302
        with pytest.raises(PermissionDenied):
            page(centres.act, TOWN_OFFICER, uuid=v.centre.uuid, step="plan")
        assert page(centres.open_centre, TOWN_OFFICER).status_code == 200

    def test_secretary_and_acting_director(self, v):
        at = {"uuid": v.centre.uuid}
        form = {"last_day": "2019-03-01", "reason": "replaced", "document": "斗委〔2019〕20号"}
        assert "请核对" in body(page(posts.secretary, TOWN_OFFICER, data=form, **at))
        assert page(posts.secretary, TOWN_OFFICER, data=form | {"confirm": "1"}, **at).status_code == 302
        last = body(page(centres.centre, TOWN_COMMITTEE, on=day(3, 1), **at))
        assert "主任空缺" in last and "起主任空缺" not in last  # no director was engaged yet
        form = {"person": str(v.member.uuid), "first_day": "2019-03-02", "last_day": "2019-04-02", "document": "斗委〔2019〕21号"}
        assert page(posts.acting, TOWN_COMMITTEE, data=form, **at).status_code == 302
        assert "代理主任" in body(page(centres.centre, TOWN_OFFICER, on=day(3, 5), query={"tab": "posts"}, **at))
