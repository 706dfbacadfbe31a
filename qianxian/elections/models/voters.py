"""Who may vote and who stands: the roll, objections to it, candidates, proxies, kinship declared for the one check.

The roll says who may vote. It has no column for having voted: turnout is a total on the count sheets.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.elections.models.elections import Contest, Election
from qianxian.elections.rules.texts import RELATIONS
from qianxian.foundation.records import DivisionRecord
from qianxian.people.models import Person


class RollEntry(DivisionRecord):
    """One name on the roll, on one of three bases (R-V03), or a member with a vote (R-P14). Fixed once the roll is frozen."""

    GRANTS: ClassVar[str] = "erasable"

    class Basis(models.TextChoices):
        MEMBER = "member", _("有选举权的党员")
        HUKOU_RESIDENT = "hukou_resident", _("户籍在本村且居住在本村")
        HUKOU_AWAY = "hukou_away", _("户籍在本村，不居住在本村，本人表示参加")
        NON_HUKOU = "non_hukou", _("户籍不在本村，居住一年以上，申请并经同意")

    class Exclusion(models.TextChoices):
        ILLNESS = "illness", _("长期患病，不能到会")
        AWAY = "away", _("外出六个月以上，不能到会")
        SENTENCE = "sentence", _("正在服刑")
        OTHER = "other", _("其他不能到会的情形")

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="roll")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="roll_entries")
    name = models.CharField(max_length=60)
    birth_date = models.DateField()
    basis = models.CharField(max_length=16, choices=Basis.choices)
    basis_document = models.CharField(max_length=200, blank=True, default="")
    excluded_for = models.CharField(max_length=10, choices=Exclusion.choices, blank=True, default="")
    struck_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("选民")
        constraints = [
            models.UniqueConstraint(fields=["election", "person"], name="one_place_on_the_roll", condition=models.Q(person__isnull=False)),
            models.UniqueConstraint(fields=["election", "name", "birth_date"], name="one_name_on_the_roll", condition=models.Q(struck_on__isnull=True)),
            models.CheckConstraint(name="non_hukou_voter_has_the_approval", condition=~models.Q(basis="non_hukou") | ~models.Q(basis_document="")),
            models.CheckConstraint(name="only_members_are_excluded", condition=models.Q(excluded_for="") | models.Q(basis="member")),
        ]


class RollObjection(DivisionRecord):
    """An objection to the roll, received on a day and decided within three (R-V04)."""

    class Wish(models.TextChoices):
        ADD = "add", _("应列入而未列入")
        STRIKE = "strike", _("不应列入而列入")

    class Decision(models.TextChoices):
        UPHELD = "upheld", _("异议成立，更正名单")
        REJECTED = "rejected", _("异议不成立")

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="objections")
    entry = models.ForeignKey(RollEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="objections")
    wish = models.CharField(max_length=8, choices=Wish.choices)
    about = models.CharField(max_length=60)
    made_by = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)
    received_on = models.DateField()
    decide_by = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True, default="")
    decision_reason = models.CharField(max_length=500, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("选民名单异议")
        constraints = [
            models.CheckConstraint(
                name="objection_decided_with_day_and_person",
                condition=models.Q(decision="") | (models.Q(decided_on__isnull=False) & ~models.Q(decided_by="") & ~models.Q(decision_reason="")),
            )
        ]


class Candidate(DivisionRecord):
    """A person who stands for an office. ``nominations`` is how many nominated, never who."""

    class State(models.TextChoices):
        NOMINATED = "nominated", _("已提名")
        LISTED = "listed", _("正式候选人")
        WITHDRAWN = "withdrawn", pgettext_lazy("candidate", "已退出")

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    nominations = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NOMINATED)
    withdrawn_document = models.CharField(max_length=200, blank=True, default="")
    # The candidate's own statement: relatives (kept as declarations) and knowledge of accounting or management (R-V18).
    stated_on = models.DateField(null=True, blank=True)
    knows_accounting = models.BooleanField(default=False)
    knowledge_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("候选人")
        constraints = [
            models.UniqueConstraint(fields=["contest", "person"], name="stands_once_for_an_office"),
            models.CheckConstraint(name="knowledge_has_its_document", condition=models.Q(knows_accounting=False) | ~models.Q(knowledge_document="")),
        ]


class KinshipDeclaration(DivisionRecord):
    """A candidate declares whom of the other candidates, or of those in office in the village, he is related to. Read by the checks of R-E09 and R-C06,
    shown in no list, erased with the election."""

    GRANTS: ClassVar[str] = "erasable"

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="kinship")
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kinship_first")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kinship_second")
    relation = models.CharField(max_length=24, choices=RELATIONS)

    class Meta:
        verbose_name = _("亲属关系申报")
        constraints = [models.CheckConstraint(name="kin_are_two_people", condition=~models.Q(first=models.F("second")))]


class Proxy(DivisionRecord):
    """委托投票: one voter asks a near relative who votes here too. Names are published; what is voted is not known."""

    GRANTS: ClassVar[str] = "erasable"

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="proxies")
    principal = models.OneToOneField(RollEntry, on_delete=models.PROTECT, related_name="proxy_given")
    proxy = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="proxies_held")
    relation = models.CharField(max_length=24, choices=RELATIONS)
    document = models.CharField(max_length=200)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("委托投票")
        constraints = [
            models.CheckConstraint(name="nobody_is_his_own_proxy", condition=~models.Q(principal=models.F("proxy"))),
            models.CheckConstraint(name="proxy_is_written", condition=~models.Q(document="")),
        ]
