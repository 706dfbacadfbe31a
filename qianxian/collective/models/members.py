"""Members of the collective, their frozen rolls, and who sits among the delegates, on the board and among the supervisors."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.collective.rules.members import of_full_age
from qianxian.decisions.models import Meeting, Recusal
from qianxian.foundation.records import DivisionRecord
from qianxian.people.models import Person


class Member(DivisionRecord):
    """One member of the village's collective: a person of the registry, or a name. What it began with stays; it ends once, on a lawful ground."""

    # Only what a file brought in is ever erased, when its batch is undone (collective_guard_erased).
    GRANTS: ClassVar[str] = "erasable"

    class Basis(models.TextChoices):
        ORIGINAL = "original", _("原有成员")
        BIRTH = "birth", _("出生")
        MARRIAGE = "marriage", _("结婚")
        ADOPTION = "adoption", _("收养")
        SETTLEMENT = "settlement", _("政策性移民")

    class EndBasis(models.TextChoices):
        DEATH = "death", _("死亡")
        NATIONALITY_LOST = "nationality_lost", _("丧失中国国籍")
        MEMBER_ELSEWHERE = "member_elsewhere", _("已取得其他集体经济组织成员身份")
        CIVIL_SERVANT = "civil_servant", _("成为公务员（聘任制除外）")

    number = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="collective_memberships")
    name = models.CharField(max_length=60)
    household = models.CharField(max_length=40)
    born_on = models.DateField()
    incapable = models.BooleanField(default=False)
    shares = models.PositiveIntegerField(default=1)
    since = models.DateField()
    basis = models.CharField(max_length=12, choices=Basis.choices)
    document = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=80)
    ended_on = models.DateField(null=True, blank=True)
    end_basis = models.CharField(max_length=20, choices=EndBasis.choices, blank=True, default="")
    end_document = models.CharField(max_length=200, blank=True, default="")
    elsewhere = models.CharField(max_length=120, blank=True, default="")
    ended_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("集体成员")
        constraints = [
            models.CheckConstraint(name="membership_begins_on_a_ground", condition=models.Q(basis__in=["original", "birth", "marriage", "adoption", "settlement"]) & ~models.Q(document="")),
            models.CheckConstraint(
                name="membership_ends_on_a_lawful_ground",
                condition=models.Q(ended_on__isnull=True, end_basis="", end_document="", elsewhere="", ended_by="")
                | (models.Q(ended_on__gte=models.F("since"), end_basis__in=["death", "nationality_lost", "member_elsewhere", "civil_servant"])
                   & ~models.Q(end_document="") & ~models.Q(ended_by="") & (~models.Q(end_basis="member_elsewhere") | ~models.Q(elsewhere=""))),
            ),
            models.UniqueConstraint(fields=["person"], name="member_of_one_collective", condition=models.Q(ended_on__isnull=True)),
        ]  # fmt: skip
        indexes = [models.Index(fields=["division_code", "household"], name="collective_member_place")]

    def votes_on(self, on: dt.date) -> bool:
        """Whether he or she has full capacity on the day: of age and not without it."""
        return not self.incapable and of_full_age(self.born_on, on)


class Roll(DivisionRecord):
    """Who the members are on a day, frozen for an assembly or a distribution; its rows are written with it and never again."""

    GRANTS: ClassVar[str] = "append"

    class Purpose(models.TextChoices):
        ASSEMBLY = "assembly", _("成员大会")
        DISTRIBUTION = "distribution", _("收益分配")

    number = models.CharField(max_length=40, unique=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    on = models.DateField()
    meeting = models.OneToOneField(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="collective_roll")
    members = models.PositiveIntegerField()
    voters = models.PositiveIntegerField()
    households = models.PositiveIntegerField()
    shares = models.PositiveIntegerField()
    frozen_on = models.DateField()
    frozen_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("成员名册")
        constraints = [models.CheckConstraint(name="roll_has_members", condition=models.Q(members__gte=1, voters__lte=models.F("members"), on__lte=models.F("frozen_on")))]


class RollEntry(DivisionRecord):
    """One member as the roll found him or her."""

    GRANTS: ClassVar[str] = "append"

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="entries")
    turn = models.PositiveIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="roll_entries")
    name = models.CharField(max_length=60)
    household = models.CharField(max_length=40)
    votes = models.BooleanField()
    shares = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("名册一行")
        constraints = [models.UniqueConstraint(fields=["roll", "member"], name="once_on_a_roll"), models.UniqueConstraint(fields=["roll", "turn"], name="one_member_per_turn")]


class Seat(DivisionRecord):
    """A delegate's, director's or supervisor's seat, five years at most. Directors and supervisors are different people; one chair at a time."""

    class Kind(models.TextChoices):
        DELEGATE = "delegate", _("成员代表")
        CHAIR = "chair", _("理事长")
        DIRECTOR = "director", _("理事")
        SUPERVISOR = "supervisor", _("监事")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    period = DateRangeField()
    document = models.CharField(max_length=200)
    # Directors are no near relatives of one another: what he declared when he was seated.
    no_relatives = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=80)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    end_reason = models.CharField(max_length=200, blank=True, default="")
    # The day on which an end before the term was written down, set by PostgreSQL: until then he counts as seated where a lease is made (R-C06).
    ended_recorded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("成员代表、理事、监事")
        constraints = [
            models.CheckConstraint(name="seat_on_a_document", condition=~models.Q(document="")),
            models.CheckConstraint(name="directors_are_no_relatives", condition=models.Q(kind__in=["delegate", "supervisor"]) | models.Q(no_relatives=True)),
            ExclusionConstraint(
                name="one_side_of_the_board_at_a_time",
                expressions=[("member", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(kind__in=["chair", "director", "supervisor"]),
            ),
            ExclusionConstraint(
                name="one_seat_of_a_delegate_at_a_time",
                expressions=[("member", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(kind="delegate"),
            ),
            ExclusionConstraint(
                name="one_chair_at_a_time",
                expressions=[("division_code", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(kind="chair"),
            ),
        ]  # fmt: skip

    @property
    def last_day(self) -> dt.date:
        """The last day of the seat, counted."""
        return self.period.upper - dt.timedelta(days=1)


class NearParty(DivisionRecord):
    """Who is near to a director or supervisor, as he declared: a relative, or a unit he or they have a hand in. Read when a contract is made."""

    GRANTS: ClassVar[str] = "append"

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="related_parties")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=12, choices=Recusal.Relation.choices)
    declared_on = models.DateField()
    declared_to = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("关联方申明")
        constraints = [
            models.UniqueConstraint(fields=["seat", "name"], name="related_party_declared_once"),
            models.CheckConstraint(name="related_party_has_a_name", condition=~models.Q(name="")),
        ]


class CollectiveNumber(DivisionRecord):
    """The last number given of a kind of paper in a village and year; numbers have no gaps."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("集体编号簿")
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_collective_number_book")]
