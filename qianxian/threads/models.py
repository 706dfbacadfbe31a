"""A thread and what is recorded along it. Nothing here is ever deleted; estimates, steps and events are only added to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.foundation.records import DivisionRecord
from qianxian.threads.rules import LONGEST_MISSING, MOST_MISSING

#: An identity or a mobile number in a wording: who asked is never kept (rules.names_somebody says the same).
SOMEBODY = r"(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)"


def _together(one: models.Q, other: models.Q) -> models.Q:
    """Both hold, or neither."""
    return (one & other) | (~one & ~other)


class Thread(DivisionRecord):
    """线: what was asked, when, in which words and by which channel; never by whom."""

    class Origin(models.TextChoices):
        VILLAGERS = "villagers", _("村民反映")
        PLAN = "plan", _("行动计划")
        FINDING = "finding", _("检查发现")

    class Channel(models.TextChoices):
        WINDOW = "window", _("服务中心窗口")
        MEETING = "meeting", _("会议上提出")
        VISIT = "visit", _("入户走访")
        HOTLINE = "hotline", _("12345 热线")
        LETTER = "letter", _("书面来信")
        ONLINE = "online", _("网上")
        PLAN = "plan", _("行动计划文件")
        INSPECTION = "inspection", _("检查或巡查")

    class Subject(models.TextChoices):
        WATER = "water", _("供水")
        ROADS = "roads", _("道路")
        DRAINAGE = "drainage", _("排水排洪")
        CABLES = "cables", _("管线下地")
        MARKET = "market", _("市场")
        LAND = "land", _("土地")
        VENUE = "venue", _("活动场所")
        ENVIRONMENT = "environment", _("环境卫生")
        COLLECTIVE = "collective", _("集体经济")
        WELFARE = "welfare", _("民生服务")
        OTHER = "other", _("其他")

    class Road(models.TextChoices):
        DECISION = "decision", _("要表决、要花钱")
        DIRECT = "direct", _("可以直接办")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("thread", "在办")
        STALLED = "stalled", pgettext_lazy("thread", "搁置")
        CLOSED = "closed", pgettext_lazy("thread", "已办结")
        JOINED = "joined", pgettext_lazy("thread", "已并入别的线")

    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=60)
    matter = models.CharField(max_length=500)
    subject = models.CharField(max_length=12, choices=Subject.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    road = models.CharField(max_length=10, choices=Road.choices, default=Road.DECISION)
    asked_on = models.DateField()
    document = models.CharField(max_length=200, blank=True, default="")
    households = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    joined_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="splits")
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = pgettext_lazy("thread", "线")
        constraints = [
            models.CheckConstraint(name="thread_says_what_is_asked", condition=~models.Q(title="") & ~models.Q(matter="")),
            models.CheckConstraint(name="thread_names_nobody", condition=~models.Q(matter__regex=SOMEBODY) & ~models.Q(title__regex=SOMEBODY)),
            models.CheckConstraint(name="thread_asked_before_recorded", condition=models.Q(asked_on__lte=models.F("recorded_on"))),
            models.CheckConstraint(name="thread_closed_with_its_day", condition=_together(models.Q(state="closed"), models.Q(closed_on__isnull=False))),
            models.CheckConstraint(name="thread_joined_into_one", condition=_together(models.Q(state="joined"), models.Q(joined_into__isnull=False))),
            models.CheckConstraint(
                name="thread_not_into_itself", condition=models.Q(joined_into__isnull=True) | ~models.Q(joined_into=models.F("id"))
            ),
        ]
        indexes = [models.Index(fields=["division_code", "state"], name="thread_division")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ThreadStep(DivisionRecord):
    """Where a thread stands: the step, since when, in whose hands, what is missing next. The last row counts; append-only."""

    GRANTS: ClassVar[str] = "append"

    class Step(models.TextChoices):
        REGISTERED = "registered", _("登记")
        PLANNING = "planning", _("立项和估算")
        PARTY_PROPOSAL = "party_proposal", _("党组织提议")
        COMMITTEES = "committees", _("两委商议")
        PARTY_MEETING = "party_meeting", _("党员大会审议")
        VILLAGERS = "villagers", _("村民会议决议")
        PUBLICATION = "publication", _("决议公告")
        TENDERING = "tendering", _("招标采购")
        BUILDING = "building", _("施工")
        PAYING = "paying", _("付款")
        RESULT = "result", _("结果公告")
        HANDLING = "handling", _("直接办理")
        ANSWER = "answer", _("答复提出的人")

    class Holder(models.TextChoices):
        VILLAGE_SECRETARY = "village_secretary", _("村（社区）党组织书记")
        CENTRE_MEMBER = "centre_member", _("中心委员")
        SUPERVISION_MEMBER = "supervision_member", _("村务监督委员会成员")
        FIRST_SECRETARY = "first_secretary", _("第一书记")
        TOWN_OFFICER = "town_org_officer", _("镇（街道）组织干部")
        TOWN_COMMITTEE = "town_committee", _("镇（街道）党委")
        TOWN_BOOKKEEPER = "town_bookkeeper", _("村账镇代理记账员")
        FINANCE_BUREAU = "finance_bureau", _("财政部门")
        DISTRICT_OFFICER = "district_org_officer", _("区委组织部干部")

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=16, choices=Step.choices)
    since = models.DateField()
    holder_role = models.CharField(max_length=24, choices=Holder.choices)
    holder_code = models.CharField(max_length=12)
    holder_body = models.CharField(max_length=60, blank=True, default="")
    missing = ArrayField(models.CharField(max_length=LONGEST_MISSING), size=MOST_MISSING, default=list, blank=True)
    document = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = _("线上的一步")
        constraints = [models.CheckConstraint(name="step_began_before_recorded", condition=models.Q(since__lte=models.F("recorded_on")))]
        indexes = [models.Index(fields=["thread", "-id"], name="thread_steps")]


class Estimate(DivisionRecord):
    """What it would cost, as somebody estimated it on a day in a paper. Append-only; a wrong entry is put right by a later one that says so."""

    GRANTS: ClassVar[str] = "append"

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="estimates")
    estimated_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=100)
    document = models.CharField(max_length=200)
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by")
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = _("估算")
        constraints = [
            models.CheckConstraint(name="estimate_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(name="estimate_has_its_paper", condition=~models.Q(source="") & ~models.Q(document="")),
            models.CheckConstraint(name="estimated_before_recorded", condition=models.Q(estimated_on__lte=models.F("recorded_on"))),
        ]
        indexes = [models.Index(fields=["thread", "estimated_on"], name="thread_estimates")]


class Stall(DivisionRecord):
    """A time in which nothing moved: since when, why, in words; ``period`` is open until it is lifted."""

    class Cause(models.TextChoices):
        VOTE_NOT_PUT = "vote_not_put", _("没有依法提交表决")
        QUORUM_FAILED = "quorum_failed", _("到会人数不够")
        VOTE_NOT_PASSED = "vote_not_passed", _("表决未通过")
        VOTE_UNRECORDED = "vote_unrecorded", _("表决没有完整记录")
        NO_FUNDS = "no_funds", _("资金没有落实")
        LAND = "land", _("用地没有办好")
        WAITING_REPLY = "waiting_reply", _("等上级或部门答复")
        WAITING_DESIGN = "waiting_design", _("等设计或测算")
        DISPUTE = "dispute", _("有争议正在处理")
        BUILDER = "builder", _("施工方停工")
        WEATHER = "weather", _("天气等不可抗力")
        OTHER = "other", _("其他原因")

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="stalls")
    cause = models.CharField(max_length=16, choices=Cause.choices)
    words = models.CharField(max_length=300)
    period = DateRangeField()
    recorded_by = models.CharField(max_length=80)
    lift_words = models.CharField(max_length=300, blank=True, default="")
    lifted_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("搁置")
        constraints = [
            ExclusionConstraint(
                name="one_stall_at_a_time", expressions=[("thread", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)]
            ),
            models.CheckConstraint(name="stall_says_why", condition=~models.Q(words="") & ~models.Q(words__regex=SOMEBODY)),
            models.CheckConstraint(
                name="stall_lifted_in_words", condition=_together(models.Q(period__upper_inf=True), models.Q(lift_words="") | models.Q(lifted_by=""))
            ),
        ]


class ThreadLink(DivisionRecord):
    """What hangs on a thread: its kind, its public number, its words on the day it was tied. It lives in another room."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=30)
    thing = models.UUIDField()
    label = models.CharField(max_length=120)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("线上的事物")
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing"], name="one_thread_per_thing", condition=models.Q(ended_on__isnull=True)),
            models.CheckConstraint(name="untied_with_a_reason", condition=_together(models.Q(ended_on__isnull=True), models.Q(end_reason=""))),
        ]
        indexes = [models.Index(fields=["thread"], name="thread_links"), models.Index(fields=["thing"], name="thread_link_thing")]


class ThreadEvent(DivisionRecord):
    """What happened to the thread itself, and notes from papers older than this register. Append-only."""

    GRANTS: ClassVar[str] = "append"

    class Kind(models.TextChoices):
        NOTE = "note", _("补记")
        FEEDBACK = "feedback", _("答复提出的人")
        CLOSED = "closed", _("办结")
        REOPENED = "reopened", _("重新打开")
        JOINED = "joined", _("并入另一条线")
        TOOK_IN = "took_in", _("另一条线并入")
        SPLIT = "split", _("分出一条线")

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    happened_on = models.DateField()
    title = models.CharField(max_length=60, blank=True, default="")
    words = models.CharField(max_length=500)
    channel = models.CharField(max_length=12, choices=Thread.Channel.choices, blank=True, default="")
    document = models.CharField(max_length=200, blank=True, default="")
    other = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = _("线上的记录")
        constraints = [
            models.CheckConstraint(name="event_says_what_happened", condition=~models.Q(words="") & ~models.Q(words__regex=SOMEBODY)),
            models.CheckConstraint(name="event_before_recorded", condition=models.Q(happened_on__lte=models.F("recorded_on"))),
        ]
        indexes = [models.Index(fields=["thread", "happened_on"], name="thread_events")]
