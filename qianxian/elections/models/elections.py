"""An election, the offices it fills, and the people who run it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.foundation.records import DivisionRecord
from qianxian.organisations.models import Committee, Mandate, PartyOrganisation
from qianxian.people.models import Person


class Election(DivisionRecord):
    """One election of one body: a term, a by-election or a recall. Reruns and revotes are further contests of the same election."""

    class Kind(models.TextChoices):
        PARTY = "party", _("党组织")
        VILLAGERS = "villagers_committee", _("村民委员会")
        RESIDENTS = "residents_committee", _("居民委员会")
        SUPERVISION = "supervision_committee", _("村务监督委员会")

    class Occasion(models.TextChoices):
        TERM = "term", _("换届")
        BY_ELECTION = "by_election", _("补选")
        RECALL = "recall", _("罢免")

    class HeldBy(models.TextChoices):
        ASSEMBLY = "assembly", _("村（居）民会议")
        REPRESENTATIVES = "representatives", _("村（居）民代表会议")

    class State(models.TextChoices):
        CALLED = "called", _("筹备中")
        ROLL_PUBLISHED = "roll_published", _("名单已公布")
        CANDIDATES_PUBLISHED = "candidates_published", _("候选人已公布")
        COUNTED = "counted", _("已计票，待公布")
        PUBLISHED = "published", _("结果已公布")
        IN_OFFICE = "in_office", _("已就任，待移交")
        CLOSED = "closed", pgettext_lazy("election", "已完成")
        CANCELLED = "cancelled", pgettext_lazy("election", "已取消")

    kind = models.CharField(max_length=24, choices=Kind.choices)
    occasion = models.CharField(max_length=12, choices=Occasion.choices, default=Occasion.TERM)
    organisation = models.ForeignKey(PartyOrganisation, null=True, blank=True, on_delete=models.PROTECT, related_name="elections")
    committee = models.ForeignKey(Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="elections")
    number = models.PositiveSmallIntegerField()
    election_on = models.DateField()
    state = models.CharField(max_length=24, choices=State.choices, default=State.CALLED)
    document = models.CharField(max_length=200)
    called_on = models.DateField()
    called_by = models.CharField(max_length=80)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    approval_document = models.CharField(max_length=200, blank=True, default="")
    exclusions_approved_by = models.CharField(max_length=80, blank=True, default="")
    exclusions_document = models.CharField(max_length=200, blank=True, default="")
    exclusions_adopted_on = models.DateField(null=True, blank=True)
    audit_published_on = models.DateField(null=True, blank=True)
    roll_published_on = models.DateField(null=True, blank=True)
    registered = models.PositiveIntegerField(null=True, blank=True)
    candidates_published_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True, default="")
    # By-election of a committee (R-V11): by whom it is held. Party term election early or late (R-P06): the upper organisation's approval.
    held_by = models.CharField(max_length=16, choices=HeldBy.choices, blank=True, default="")
    shift_document = models.CharField(max_length=200, blank=True, default="")
    # Supervision committee headed by the secretary (R-V18): in principle not, so the reason is kept.
    exception_reason = models.CharField(max_length=300, blank=True, default="")
    # Elected and not put in office: who gives way to a relative or declines in writing; on which document.
    unseated_document = models.CharField(max_length=200, blank=True, default="")
    # Recall only (R-V09): whose office, how many of how many asked for it as counted on which day, why, and whether the person was heard.
    target = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="recalls")
    petition = models.PositiveIntegerField(null=True, blank=True)
    representatives = models.PositiveIntegerField(null=True, blank=True)
    reps_petition = models.PositiveIntegerField(null=True, blank=True)
    voters_known = models.PositiveIntegerField(null=True, blank=True)
    petition_counted_on = models.DateField(null=True, blank=True)
    recall_reasons = models.CharField(max_length=1000, blank=True, default="")
    defence_heard_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("选举")
        constraints = [
            models.CheckConstraint(
                name="party_election_has_its_organisation",
                condition=models.Q(kind="party", organisation__isnull=False) | (~models.Q(kind="party") & models.Q(organisation__isnull=True)),
            ),
            models.CheckConstraint(
                name="election_approved_by_another", condition=models.Q(approved_by="") | ~models.Q(approved_by=models.F("called_by"))
            ),
            models.CheckConstraint(
                name="exclusions_approved_by_another",
                condition=models.Q(exclusions_approved_by="") | ~models.Q(exclusions_approved_by=models.F("called_by")),
            ),
            models.CheckConstraint(
                name="recall_names_the_office", condition=~models.Q(occasion="recall") | (models.Q(target__isnull=False) & ~models.Q(recall_reasons=""))
            ),
            models.CheckConstraint(
                name="recall_keeps_what_was_counted",
                condition=~models.Q(occasion="recall")
                | (
                    models.Q(petition_counted_on__isnull=False)
                    & (models.Q(petition__isnull=True) | models.Q(voters_known__isnull=False, voters_known__gte=models.F("petition")))
                    & (models.Q(reps_petition__isnull=True) | models.Q(representatives__isnull=False, representatives__gte=models.F("reps_petition")))
                ),
            ),
            models.UniqueConstraint(
                fields=["division_code", "kind", "organisation"], name="one_open_election_of_a_body", nulls_distinct=False,
                condition=~models.Q(state__in=["closed", "cancelled"]),
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="election_division")]

    @property
    def is_village(self) -> bool:
        """Whether villagers or residents vote, by the law of committees and not by the Party's."""
        return self.kind != self.Kind.PARTY

    @property
    def progress(self) -> str:
        """The state in words; a recall lists no candidates and puts nobody in office."""
        if self.occasion == self.Occasion.RECALL and self.state == self.State.CANDIDATES_PUBLISHED:
            return str(_("公告已发，待投票"))
        if self.occasion == self.Occasion.RECALL and self.state == self.State.IN_OFFICE:
            return str(_("罢免结果已登记，待移交"))
        return str(self.get_state_display())


class ElectionStaff(DivisionRecord):
    """Who runs the election: its committee, and those who watch (监票) and make (计票) the count. None of them is a candidate."""

    GRANTS: ClassVar[str] = "erasable"

    class Duty(models.TextChoices):
        CHAIR = "chair", _("选举委员会主任")
        MEMBER = "member", _("选举委员会成员")
        TELLER = "teller", _("监票人")
        COUNTER = "counter", _("计票人")

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="staff")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="election_duties")
    duty = models.CharField(max_length=10, choices=Duty.choices)

    class Meta:
        verbose_name = _("选举工作人员")
        constraints = [models.UniqueConstraint(fields=["election", "person", "duty"], name="one_duty_once")]


class Contest(DivisionRecord):
    """The seats of one office voted on once: the first vote, a rerun for seats left open, a revote among equals, or a recall."""

    class Way(models.TextChoices):
        FIRST = "first", _("首次投票")
        RERUN = "rerun", _("另行选举")
        REVOTE = "revote", _("再次投票")
        RECALL = "recall", _("罢免投票")

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="contests")
    role = models.CharField(max_length=24, choices=Mandate.Role.choices)
    seats = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.FIRST)
    round = models.PositiveSmallIntegerField(default=1)
    women_only = models.BooleanField(default=False)
    held_on = models.DateField()
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")

    class Meta:
        verbose_name = _("选举职务")
        constraints = [
            models.CheckConstraint(name="contest_has_seats", condition=models.Q(seats__gte=1, seats__lte=15)),
            models.UniqueConstraint(fields=["election", "role", "round", "women_only"], name="one_contest_per_round"),
            models.CheckConstraint(
                name="reruns_follow_a_vote", condition=models.Q(way__in=["first", "recall"]) | models.Q(previous__isnull=False)
            ),
        ]

    @property
    def title(self) -> str:
        """The office in words; the seat kept for a woman says so, for it stands beside the others of its office."""
        return str(_("%(office)s（妇女名额）") % {"office": self.get_role_display()} if self.women_only else self.get_role_display())

    @property
    def way_words(self) -> str:
        """Which vote this is; the one held anew because the vote before did not stand says so, for it bears the same name otherwise."""
        return str(_("重新投票") if self.way == self.Way.FIRST and self.previous_id else self.get_way_display())

    @property
    def counted_by(self) -> tuple[str, ...]:
        """The logins that entered a sheet or computed the result; none of them publishes it."""
        result = getattr(self, "result", None)
        return (*self.sheets.values_list("entered_by", flat=True), *((result.computed_by,) if result else ()))
