"""Reserve candidates, what people have shown they can do, and admissions to the Party. No scores anywhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.foundation.records import DivisionRecord
from qianxian.organisations.models import PartyMember, PartyOrganisation
from qianxian.people.models import Person

# R-T03: reserve lists are for organisation roles only; a village's own roles do not see them, not even by straight SQL.
CONFIDENTIAL = "current_setting('qianxian.role', true) IN ('district_org_officer', 'town_committee', 'town_org_officer', 'service')"


class ReserveCandidate(DivisionRecord):
    """后备人选 for the secretary of a village's top Party organisation: proposed by one, confirmed by another, ended with a reason."""

    RLS_EXTRA: ClassVar[str] = CONFIDENTIAL

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待确认")
        CONFIRMED = "confirmed", pgettext_lazy("reserve", "在库")
        DECLINED = "declined", pgettext_lazy("reserve", "未列入")
        ENDED = "ended", pgettext_lazy("reserve", "已出库")

    class Source(models.TextChoices):
        CAPABLE_MEMBER = "capable_member", _("党员致富能人")
        RETURNED_WORKER = "returned_worker", _("外出务工经商返乡人员")
        GRADUATE = "graduate", _("本乡本土大学毕业生")
        VETERAN = "veteran", _("退役军人")
        SERVING_CADRE = "serving_cadre", _("在任村（社区）干部")
        OTHER = "other", _("其他")

    class EndReason(models.TextChoices):
        APPOINTED = "appointed", _("已任书记")
        WITHDREW = "withdrew", _("本人退出")
        UNSUITABLE = "unsuitable", _("不再适合（附依据）")
        MOVED = "moved", _("离开本村（社区）")

    organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="reserve")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reserve_places")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    source = models.CharField(max_length=16, choices=Source.choices)
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200)
    proposed_on = models.DateField()
    proposed_by = models.CharField(max_length=80)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=80, blank=True, default="")
    opinion = models.CharField(max_length=500, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True, default="")
    end_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("后备人选")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], name="one_open_reserve_place", condition=models.Q(state__in=["proposed", "confirmed"])
            ),
            models.CheckConstraint(
                name="reserve_confirmed_by_another", condition=models.Q(settled_by="") | ~models.Q(settled_by=models.F("proposed_by"))
            ),
            models.CheckConstraint(
                name="reserve_settled_with_day_and_person",
                condition=models.Q(state="proposed") | (models.Q(settled_on__isnull=False) & ~models.Q(settled_by="")),
            ),
            models.CheckConstraint(
                name="reserve_ends_with_a_reason",
                condition=~models.Q(state="ended") | (models.Q(ended_on__isnull=False) & ~models.Q(end_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="reserve_division")]


class Capability(DivisionRecord):
    """What a person has shown: a fact with its day and evidence. No level, no score; what proves wrong is withdrawn, never overwritten."""

    RLS_EXTRA: ClassVar[str] = f"{CONFIDENTIAL} OR person_id IN (SELECT id FROM people_person WHERE uuid::text = current_setting('qianxian.person', true))"
    GRANTS: ClassVar[str] = "append"

    class Kind(models.TextChoices):
        INDUSTRY = "industry", _("带头发展产业")
        MASSES = "masses", _("做群众工作")
        MEDIATION = "mediation", _("调解矛盾")
        FINANCE = "finance", _("财务和集体经济")
        LAW = "law", _("法律和依法办事")
        FARMING = "farming", _("农业技术")
        TRADE = "trade", _("市场和电商")
        PROJECT = "project", _("项目建设")
        CULTURE = "culture", _("文化和志愿服务")
        OFFICE = "office", _("文书和信息化")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="capabilities")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    fact = models.CharField(max_length=300)
    evidence = models.CharField(max_length=200)
    shown_on = models.DateField()
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = _("能力事实")
        constraints = [
            models.CheckConstraint(name="capability_has_fact_and_evidence", condition=~models.Q(fact="") & ~models.Q(evidence="")),
            models.CheckConstraint(name="capability_was_shown_before_recorded", condition=models.Q(shown_on__lte=models.F("recorded_on"))),
        ]
        indexes = [models.Index(fields=["division_code"], name="capability_division")]


class CapabilityWithdrawal(DivisionRecord):
    """A capability entry taken back, with why; the entry stays for the record."""

    # whoever sees the entry sees that it was taken back: the person himself must not read as standing what no longer stands
    RLS_EXTRA: ClassVar[str] = f"{CONFIDENTIAL} OR capability_id IN (SELECT id FROM pipeline_capability)"
    GRANTS: ClassVar[str] = "append"

    capability = models.OneToOneField(Capability, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=300)
    withdrawn_on = models.DateField()
    withdrawn_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("能力事实的撤回")


class Admission(DivisionRecord):
    """发展党员: one person's way in one branch, from the application to full membership (R-P18). One open at a time."""

    class Stage(models.TextChoices):
        APPLIED = "applied", _("申请入党")
        ACTIVIST = "activist", _("入党积极分子")
        TARGET = "target", _("发展对象")
        ADMITTED = "admitted", _("支部大会接收（待上级审批）")
        PROBATIONARY = "probationary", _("预备党员")
        FULL = "full", _("按期转正")
        ENDED = "ended", pgettext_lazy("admission", "已终止")

    organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="admissions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="admissions")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.APPLIED)
    stage_on = models.DateField()
    member = models.OneToOneField(PartyMember, null=True, blank=True, on_delete=models.PROTECT, related_name="admission")

    class Meta:
        verbose_name = _("发展党员")
        constraints = [
            models.UniqueConstraint(fields=["person"], name="one_open_admission", condition=~models.Q(stage__in=["full", "ended"])),
            models.CheckConstraint(
                name="probation_has_a_member", condition=~models.Q(stage__in=["probationary", "full"]) | models.Q(member__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="admission_division")]

    @property
    def meeting_recorded_by(self) -> str:
        """The login of who entered the branch meeting; empty before it."""
        step = self.steps.filter(stage=self.Stage.ADMITTED).last()
        return step.recorded_by if step else ""


class AdmissionStep(DivisionRecord):
    """One step of an admission with its day, paper, introducers and totals of the vote. Append-only; who voted what is never kept."""

    GRANTS: ClassVar[str] = "append"

    admission = models.ForeignKey(Admission, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=12, choices=Admission.Stage.choices)
    on = models.DateField()
    document = models.CharField(max_length=200)
    first_introducer = models.ForeignKey(PartyMember, null=True, blank=True, on_delete=models.PROTECT, related_name="introduced_first")
    second_introducer = models.ForeignKey(PartyMember, null=True, blank=True, on_delete=models.PROTECT, related_name="introduced_second")
    voters = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    extension_months = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("发展党员的一步")
        constraints = [
            models.CheckConstraint(
                name="two_different_introducers",
                condition=models.Q(first_introducer__isnull=True) | ~models.Q(first_introducer=models.F("second_introducer")),
            ),
            models.CheckConstraint(
                name="admission_votes_add_up",
                condition=models.Q(voters__isnull=True) | models.Q(present__lte=models.F("voters"), votes_for__lte=models.F("present")),
            ),
        ]
