"""Grounds on record, the county's filing of secretaries, and the case of a negative outcome with its hearing, decision, notice and review."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.engagements.models.selection import NOT_FOR_DEPARTMENTS, Engagement
from qianxian.foundation.records import DivisionRecord
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person

# What a filing holds (R-E08), in the reader's language; the codes are the rule's.
PIECE_WORDS = {"form": _("备案表"), "vetting": _("联审结果"), "term": _("任期"), "pledge": _("承诺书"), "decision": _("党组织决定"), "notice": _("告知书")}


class GroundRecord(DivisionRecord):
    """A ground of the closed list about a person, with its document and days: the code only, never the file (R-E06).

    Seen by the county's organisation department alone.
    """

    RLS_EXTRA: ClassVar[str] = "current_setting('qianxian.role', true) IN ('district_vetting_officer', 'district_org_officer', 'service')"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ground_records")
    code = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=80)
    cleared_on = models.DateField(null=True, blank=True)
    cleared_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "code", "since"], name="one_record_per_ground"),
            models.CheckConstraint(name="a_ground_has_its_document", condition=~models.Q(document="") & ~models.Q(code="")),
            models.CheckConstraint(name="a_ground_ends_after_it_begins", condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since"))),
            models.CheckConstraint(
                name="who_records_a_ground_does_not_clear", condition=models.Q(cleared_by="") | ~models.Q(cleared_by=models.F("recorded_by"))
            ),
        ]


class SecretaryFiling(DivisionRecord):
    """村党组织书记备案: the town files an election, appointment or removal with the county, which may object within its days (R-E08)."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS

    class Event(models.TextChoices):
        ELECTED = "elected", _("当选")
        APPOINTED = "appointed", _("任命")
        REMOVED = "removed", _("免职、撤换")

    number = models.CharField(max_length=30, unique=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="filings")
    event = models.CharField(max_length=10, choices=Event.choices)
    event_on = models.DateField()
    pieces = ArrayField(models.CharField(max_length=20))
    document = models.CharField(max_length=200)
    late_reason = models.CharField(max_length=300, blank=True, default="")
    filed_on = models.DateField()
    filed_by = models.CharField(max_length=80)
    objection_until = models.DateField()
    objected_on = models.DateField(null=True, blank=True)
    objected_by = models.CharField(max_length=80, blank=True, default="")
    objection = models.CharField(max_length=500, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answer = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mandate", "event"], name="one_filing_per_event"),
            models.CheckConstraint(
                name="an_objection_comes_in_its_days",
                condition=models.Q(objected_on__isnull=True)
                | (models.Q(objected_on__gte=models.F("filed_on"), objected_on__lte=models.F("objection_until")) & ~models.Q(objection="")),
            ),
            models.CheckConstraint(
                name="the_filer_does_not_object", condition=models.Q(objected_by="") | ~models.Q(objected_by=models.F("filed_by"))
            ),
        ]


class ConsequenceCase(DivisionRecord):
    """处理事项: an engagement to be ended early or not renewed. Heard first, decided by a body, told in writing, reviewed by others."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待通知听取陈述")
        INVITED = "invited", _("待听取陈述")
        HEARD = "heard", _("待镇（街道）决定")
        DECIDED = "decided", _("待送达")
        SERVED = "served", _("可申请复核")
        ASKED = "asked", _("复核中")
        UPHELD = "upheld", _("复核维持")
        OVERTURNED = "overturned", _("复核改变，已恢复")
        DROPPED = "dropped", _("不作处理")

    class Kind(models.TextChoices):
        END = "end", _("提前解聘")
        NOT_RENEWED = "not_renewed", _("到期不再续聘")

    number = models.CharField(max_length=30, unique=True)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="consequence_cases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consequence_cases")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    ground_code = models.CharField(max_length=40)
    ground = models.CharField(max_length=300)
    evidence = models.CharField(max_length=500)
    proposed_on = models.DateField()
    proposed_by = models.CharField(max_length=80)
    hearing_on = models.DateField(null=True, blank=True)
    hearing_place = models.CharField(max_length=100, blank=True, default="")
    heard_on = models.DateField(null=True, blank=True)
    heard_by = models.CharField(max_length=200, blank=True, default="")
    statement = models.TextField(blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    body = models.CharField(max_length=80, blank=True, default="")
    meeting = models.CharField(max_length=80, blank=True, default="")
    reasons = models.CharField(max_length=500, blank=True, default="")
    last_day = models.DateField(null=True, blank=True)
    # How the engagement ended before the decision, where it had an end already: what an overturned decision gives back.
    last_day_before = models.DateField(null=True, blank=True)
    end_reason_before = models.CharField(max_length=20, blank=True, default="")
    end_document_before = models.CharField(max_length=200, blank=True, default="")
    notice_number = models.CharField(max_length=60, blank=True, default="")
    contact = models.CharField(max_length=100, blank=True, default="")
    served_on = models.DateField(null=True, blank=True)
    review_until = models.DateField(null=True, blank=True)
    review_asked_on = models.DateField(null=True, blank=True)
    review_grounds = models.CharField(max_length=500, blank=True, default="")
    review_due_on = models.DateField(null=True, blank=True)
    panel = models.CharField(max_length=200, blank=True, default="")
    answer_reasons = models.CharField(max_length=500, blank=True, default="")
    answer_document = models.CharField(max_length=120, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"],
                condition=models.Q(state__in=["proposed", "invited", "heard", "decided", "served", "asked"]),
                name="one_open_case_per_engagement",
            ),
            models.CheckConstraint(
                name="heard_before_decided",
                condition=models.Q(decided_on__isnull=True)
                | (models.Q(heard_on__isnull=False, heard_on__lte=models.F("decided_on")) & ~models.Q(body="") & ~models.Q(meeting="")),
            ),
            models.CheckConstraint(
                name="who_proposed_does_not_decide_the_case", condition=models.Q(decided_by="") | ~models.Q(decided_by=models.F("proposed_by"))
            ),
            models.CheckConstraint(
                name="another_panel_reviews_the_case",
                condition=models.Q(answered_by="")
                | (~models.Q(answered_by=models.F("decided_by")) & ~models.Q(answered_by=models.F("proposed_by"))),
            ),
        ]
