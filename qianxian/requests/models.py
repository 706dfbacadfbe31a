"""A request and its steps, who told it, who must stand aside, its receipts, its petition. Nothing here is ever deleted.

Who told it stands in ``Requester`` alone: sealed, without a search key, and for what is protected readable by one named role.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.foundation.records import DivisionRecord
from qianxian.people.models import Person
from qianxian.requests.moves import CLOSED, PROTECTED
from qianxian.threads.models import SOMEBODY, Thread

_ROLE = "coalesce(current_setting('qianxian.role', true), '')"


def _reaching(digits: int) -> str:
    """Whether the actor's place is as wide as a code of so many digits says."""
    return f"EXISTS (SELECT 1 FROM unnest(string_to_array(current_setting('qianxian.reach', true), ',')) p WHERE p <> '' AND length(p) <= {digits})"


#: Residents look by their receipt (no role). Members' and residents' own logins see none: nothing is listed by person. Who is complained of, and
#: whoever stands under him, sees nothing, and neither does a person who must stand aside.
NOT_WHO_IS_COMPLAINED_OF = (
    f"{_ROLE} NOT IN ('resident', 'member')"
    f" AND ({_ROLE} = '' OR seen_from = 'village' OR (seen_from = 'town' AND {_reaching(9)}) OR {_reaching(6)})"
    " AND NOT EXISTS (SELECT 1 FROM requests_aside a JOIN people_person p ON p.id = a.person_id WHERE a.request_id = requests_request.id"
    " AND p.uuid::text = current_setting('qianxian.person', true))"
)
WITH_ITS_REQUEST = "EXISTS (SELECT 1 FROM requests_request r WHERE r.id = request_id)"


class Holder(models.TextChoices):
    """In whose hands a request is."""

    VILLAGE = "village", _("村（社区）")
    TOWN = "town", _("镇（街道）")
    DISTRICT = "district", pgettext_lazy("level", "区")
    DEPARTMENT = "department", _("部门")


class State(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("已收到，待受理")
    IN_PROCESS = "in_process", pgettext_lazy("case", "办理中")
    ANSWERED = "answered", _("已答复，待办结")
    DONE = "done", pgettext_lazy("case", "已办结")
    DECLINED = "declined", _("不予受理")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "已撤回")


class Request(DivisionRecord):
    """诉求: what was told, where and when. ``state``, ``holder`` and the days are those of its last step; ``seen_from``: the lowest level that
    sees it; ``desk``: the level that writes for the holder, a department's being the one that sent it there."""

    RLS_EXTRA: ClassVar[str] = NOT_WHO_IS_COMPLAINED_OF

    class Kind(models.TextChoices):
        CONSULT = "consult", _("咨询")
        HELP = "help", _("求助")
        COMPLAINT = "complaint", _("投诉")
        REPORT = "report", _("举报")
        ADVICE = "advice", _("建议")

    class Channel(models.TextChoices):
        ONLINE = "online", _("手机网页")
        WINDOW = "window", _("窗口")
        PHONE = "phone", _("电话")
        HOTLINE = "hotline", _("12345 热线")
        LETTER = "letter", _("来信")

    class About(models.TextChoices):
        NONE = "none", _("不涉及单位和干部")
        VILLAGE = "village", _("村（社区）或村干部")
        TOWN = "town", _("镇（街道）或镇干部")
        DEPARTMENT = "department", _("区里的部门")

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=12, choices=Thread.Subject.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    matter = models.CharField(max_length=500)
    about = models.CharField(max_length=10, choices=About.choices, default=About.NONE)
    about_body = models.CharField(max_length=60, blank=True, default="")
    seen_from = models.CharField(max_length=8, choices=Holder.choices[:3], default="village")
    protected = models.BooleanField(default=False)
    anonymous = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    holder = models.CharField(max_length=12, choices=Holder.choices, default=Holder.VILLAGE)
    holder_body = models.CharField(max_length=60, blank=True, default="")
    desk = models.CharField(max_length=8, choices=Holder.choices[:3], default=Holder.VILLAGE)
    received_on = models.DateField()
    due_on = models.DateField()
    notice_on = models.DateField()
    confirmed = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = _("诉求")
        constraints = [
            models.CheckConstraint(name="request_says_what", condition=~Q(matter="") & ~Q(number="")),
            models.CheckConstraint(name="request_names_nobody", condition=~Q(matter__regex=SOMEBODY)),
            models.CheckConstraint(name="request_received_before_recorded", condition=Q(received_on__lte=F("recorded_on"))),
            models.CheckConstraint(name="request_closed_with_its_day", condition=Q(state__in=CLOSED, closed_on__isnull=False) | (~Q(state__in=CLOSED) & Q(closed_on__isnull=True))),
            models.CheckConstraint(name="complaints_and_reports_are_protected", condition=~Q(kind__in=PROTECTED) | Q(protected=True)),
            models.CheckConstraint(name="department_complained_of_is_named", condition=Q(about="department") | Q(about_body="")),
        ]
        indexes = [models.Index(fields=["division_code", "state", "due_on"], name="request_division_due")]

    def __str__(self) -> str:
        return self.number

    @property
    def handled_by(self) -> list[str]:
        """Logins of everybody who took a step of it."""
        return list(self.steps.values_list("recorded_by", flat=True))

    @property
    def stand_aside(self) -> list[str]:
        """Public keys of the persons who stand aside."""
        return [str(uuid) for uuid in self.asides.values_list("person__uuid", flat=True)]


class Requester(DivisionRecord):
    """Who told it: name and telephone, sealed and bound to the request. No hash and no index: nobody can be looked up, only a request's own row opened.

    Of what is protected PostgreSQL shows the row to discipline inspection alone; writing it needs no reading.
    """

    GRANTS: ClassVar[str] = "append"
    RLS_EXTRA: ClassVar[str] = f"EXISTS (SELECT 1 FROM requests_request r WHERE r.id = request_id AND (NOT r.protected OR {_ROLE} = 'discipline_inspection'))"
    RLS_OPEN_INSERT: ClassVar[bool] = True

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="requester")
    name_sealed = models.TextField(blank=True, default="")
    phone_sealed = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("诉求人身份")
        constraints = [
            models.CheckConstraint(name="requester_is_sealed", condition=Q(name_sealed__regex=r"^(v1\|.+)?$") & Q(phone_sealed__regex=r"^(v1\|.+)?$")),
            models.CheckConstraint(name="requester_says_something", condition=~Q(name_sealed="") | ~Q(phone_sealed="")),
        ]


class Aside(DivisionRecord):
    """Somebody who is complained of and stands aside: he no longer sees the request, at whatever level he works."""

    GRANTS: ClassVar[str] = "append"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="asides")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_aside")
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = _("回避")


class RequestStep(DivisionRecord):
    """What was done with a request on a day, in words for who told it, and where it stands after it."""

    GRANTS: ClassVar[str] = "append"
    RLS_EXTRA: ClassVar[str] = WITH_ITS_REQUEST

    class Kind(models.TextChoices):
        RECEIVE = "receive", _("收到")
        PETITION = "petition", _("按信访事项登记")
        ACCEPT = "accept", _("受理")
        ASSIGN = "assign", _("派单")
        NOTE = "note", _("告知进展")
        EXTEND = "extend", _("延长办理")
        ANSWER = "answer", _("书面答复")
        FINISH = "finish", _("办结")
        VISIT = "visit", _("回访")
        DECLINE = "decline", _("不予受理")
        WITHDRAW = "withdraw", _("本人撤回")
        REOPEN = "reopen", _("重新打开")

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    holder = models.CharField(max_length=12, choices=Holder.choices)
    holder_body = models.CharField(max_length=60, blank=True, default="")
    desk = models.CharField(max_length=8, choices=Holder.choices[:3])
    turn = models.PositiveSmallIntegerField(default=1)
    words = models.CharField(max_length=1000, blank=True, default="")
    remedy = models.CharField(max_length=300, blank=True, default="")
    due_on = models.DateField()
    happened_on = models.DateField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("诉求的一步")
        constraints = [
            models.CheckConstraint(name="declined_with_reason_and_remedy", condition=~Q(kind="decline") | (~Q(words="") & ~Q(remedy=""))),
            models.CheckConstraint(name="request_step_in_words", condition=Q(kind__in=["receive", "petition", "accept"]) | ~Q(words="")),
            models.CheckConstraint(name="request_step_names_nobody", condition=~Q(words__regex=SOMEBODY) & ~Q(remedy__regex=SOMEBODY)),
        ]
        indexes = [models.Index(fields=["request", "-id"], name="request_steps")]


class RequestReceipt(DivisionRecord):
    """The receipt of who told it: only a keyed hash of its code is kept. The last one issued counts."""

    GRANTS: ClassVar[str] = "append"
    RLS_EXTRA: ClassVar[str] = WITH_ITS_REQUEST

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="receipts")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("诉求回执")


class Petition(DivisionRecord):
    """信访事项: the days of R-X10 as they were kept. Each is written once, in order; the review's and the re-review's stand in ``PetitionReview``."""

    RLS_EXTRA: ClassVar[str] = WITH_ITS_REQUEST

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="petition")
    received_on = models.DateField()
    route_by = models.DateField()
    routed_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    finish_by = models.DateField(null=True, blank=True)
    extended_days = models.PositiveSmallIntegerField(default=0)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    notified_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("信访事项")
        constraints = [
            models.CheckConstraint(name="petition_days_in_order", condition=(Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("received_on")))
                                   & (Q(finished_on__isnull=True) | Q(finished_on__gte=F("accepted_on"))) & (Q(replied_on__isnull=True) | Q(replied_on__gte=F("finished_on")))),
            models.CheckConstraint(name="petition_prolonged_with_approval_and_notice",
                                   condition=Q(extended_days=0, approved_by="", notified_on__isnull=True) | (Q(extended_days__gte=1) & ~Q(approved_by="") & Q(notified_on__isnull=False))),
            models.CheckConstraint(name="petition_due_once_accepted", condition=Q(accepted_on__isnull=True, finish_by__isnull=True) | Q(accepted_on__isnull=False, finish_by__isnull=False)),
        ]  # fmt: skip

    @property
    def handled_by(self) -> list[str]:
        """Logins of everybody who took a step of its request or answered a review of it; the next review is somebody else's."""
        return [*self.request.handled_by, *self.reviews.exclude(answered_by="").values_list("answered_by", flat=True)]


class PetitionReview(DivisionRecord):
    """复查 (stage 1) or 复核 (stage 2) of a petition: asked in time, answered by its last day, by somebody else than who answered before."""

    RLS_EXTRA: ClassVar[str] = "EXISTS (SELECT 1 FROM requests_petition p WHERE p.id = petition_id)"

    class Stage(models.IntegerChoices):
        REVIEW = 1, _("复查")
        RE_REVIEW = 2, _("复核")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("维持原答复")
        CHANGED = "changed", _("改变原答复")

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="reviews")
    stage = models.PositiveSmallIntegerField(choices=Stage.choices)
    until = models.DateField()
    asked_on = models.DateField()
    answer_by = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    words = models.CharField(max_length=1000, blank=True, default="")
    answered_by = models.CharField(max_length=80, blank=True, default="")
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("信访复查、复核")
        constraints = [
            models.UniqueConstraint(fields=["petition", "stage"], name="one_review_per_stage"),
            models.CheckConstraint(name="review_asked_in_time", condition=Q(asked_on__lte=F("until"))),
            models.CheckConstraint(name="review_stage_is_known", condition=Q(stage__in=[1, 2])),
            models.CheckConstraint(name="review_answered_whole", condition=Q(answered_on__isnull=True, outcome="", words="", answered_by="")
                                   | (Q(answered_on__gte=F("asked_on"), outcome__in=["upheld", "changed"]) & ~Q(words="") & ~Q(answered_by="") & ~Q(words__regex=SOMEBODY))),
        ]  # fmt: skip


class RequestNumber(DivisionRecord):
    """The last number given in a village's book of requests in a year; numbers have no gaps."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("诉求编号簿")
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_request_number_book")]
