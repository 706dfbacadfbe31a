"""Party organisations, members, terms, committees and mandates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.foundation.records import DivisionRecord, FormerRecord, put_back
from qianxian.people.models import Person

# A branch's secretary sees the members of his own branch; asked once per statement, and not at all for the other roles.
OF_OWN_BRANCH = (
    "(SELECT coalesce(current_setting('qianxian.role', true), '')) <> 'branch_secretary' OR organisation_id IN"
    " (SELECT o.id FROM organisations_partyorganisation o WHERE o.code = current_setting('qianxian.organisation', true))"
)


class PartyOrganisation(DivisionRecord):
    """A party organisation in the tree. ``path`` is the chain of codes from the top, for subtree reads."""

    GRANTS: ClassVar[str] = "erasable"

    class Kind(models.TextChoices):
        PARTY_COMMITTEE = "party_committee", _("党委")
        PRIMARY_COMMITTEE = "primary_party_committee", _("基层党委")
        GENERAL_BRANCH = "general_party_branch", _("党总支")
        BRANCH = "party_branch", _("党支部")
        JOINT_BRANCH = "joint_branch", _("联合党支部")
        TEMPORARY_BRANCH = "temporary_branch", _("临时党支部")
        WORKING_COMMITTEE = "working_committee", _("党工委")
        LEADING_GROUP = "leading_party_group", _("党组")

    class Sector(models.TextChoices):
        RURAL = "rural", _("农村")
        COMMUNITY = "urban_community", _("社区")
        SCHOOL = "school", _("学校")
        GOVERNMENT = "gov", _("机关")
        ENTERPRISE = "enterprise", _("国有企业")
        TWO_NEW = "two_new", _("两新组织")

    class Status(models.TextChoices):
        ACTIVE = "active", _("在册")
        DISSOLVED = "dissolved", pgettext_lazy("organisation", "已撤销")
        MERGED = "merged", _("已合并")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    sector = models.CharField(max_length=16, choices=Sector.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400, db_index=True)
    is_top_of_village = models.BooleanField(default=False)
    founded_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=100, blank=True, default="")
    approval_document = models.CharField(max_length=200, blank=True, default="")
    need_reason = models.CharField(max_length=200, blank=True, default="")
    term_years = models.PositiveSmallIntegerField(default=5)
    task = models.CharField(max_length=100, blank=True, default="")
    expires_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    ended_on = models.DateField(null=True, blank=True)
    telephone = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        verbose_name = _("党组织")
        constraints = [
            models.UniqueConstraint(
                fields=["division_code"],
                name="one_top_organisation_per_village",
                condition=models.Q(is_top_of_village=True, status="active"),
            ),
            models.CheckConstraint(
                name="temporary_branch_has_task_and_end",
                condition=~models.Q(kind="temporary_branch") | (~models.Q(task="") & models.Q(expires_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="organisation_division")]

    def __str__(self) -> str:
        return self.name

    def _as_then(self, said: dict | None) -> None:
        put_back(self, said)

    #: Filled by ``queries.as_of``: the row then shows what it said on the day asked about.
    then = property(fset=_as_then)


class FormerOrganisation(FormerRecord):
    """What an organisation was called, and what it was, before a change."""

    organisation = models.ForeignKey(PartyOrganisation, on_delete=models.DO_NOTHING, related_name="former", db_constraint=False)

    class Meta:
        constraints = [
            ExclusionConstraint(name="one_former_form_at_a_time", expressions=[("organisation", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)])
        ]


class ShowsItsBody:
    """A row that shows its organisation under the name of the day asked about."""

    def _body_as_then(self, said: dict | None) -> None:
        if self.organisation_id:
            put_back(self.organisation, said)

    #: Filled by ``queries.with_bodies_of``.
    body_then = property(fset=_body_as_then)


class PartyMember(DivisionRecord):
    """Membership of a person. Party age counts from ``full_on`` (党章 art. 7). Treated as sensitive by role, reach and masking."""

    GRANTS: ClassVar[str] = "erasable"
    RLS_EXTRA: ClassVar[str] = OF_OWN_BRANCH
    BRANCH: ClassVar[str] = "organisation__code"

    class Status(models.TextChoices):
        PROBATIONARY = "probationary", _("预备党员")
        FULL = "full", _("正式党员")
        SUSPENDED = "suspended_rights", _("中止党员权利")
        OBSERVED = "under_observation", _("留党察看")
        EXPELLED = "expelled", _("开除党籍")
        WITHDRAWN = "withdrawn", _("退党")
        STRUCK_OFF = "struck_off", _("除名")
        DECEASED = "deceased", _("去世")

    class Mobility(models.TextChoices):
        LOCAL = "local", _("在册")
        AWAY = "away", _("流动")
        LOST = "lost_contact", _("失联")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="membership")
    # Held by guards that ask once for each statement (0007), as the registration's is: a roster's 19,600 rows name some hundred branches.
    organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="members", db_constraint=False)
    status = models.CharField(max_length=20, choices=Status.choices)
    joined_on = models.DateField()
    full_on = models.DateField(null=True, blank=True)
    probation_ends_on = models.DateField(null=True, blank=True)
    dues_paid_to = models.DateField(null=True, blank=True)
    mobility = models.CharField(max_length=14, choices=Mobility.choices, default=Mobility.LOCAL)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("党员")
        constraints = [
            models.CheckConstraint(
                name="full_after_joined", condition=models.Q(full_on__isnull=True) | models.Q(full_on__gte=models.F("joined_on"))
            )
        ]
        indexes = [models.Index(fields=["division_code"], name="member_division")]


class FormerMembership(FormerRecord):
    """A member's status and whereabouts before a change. The end of probation is dated in the membership itself."""

    RLS_EXTRA: ClassVar[str] = "member_id IN (SELECT id FROM organisations_partymember)"
    BRANCH: ClassVar[str] = "member__organisation__code"

    member = models.ForeignKey(PartyMember, on_delete=models.DO_NOTHING, related_name="former", db_constraint=False)

    class Meta:
        constraints = [
            ExclusionConstraint(name="one_former_status_at_a_time", expressions=[("member", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)])
        ]


class BranchRegistration(ShowsItsBody, DivisionRecord):
    """To which branch a member belonged, from when to when (组织关系); one at a time."""

    GRANTS: ClassVar[str] = "erasable"
    RLS_EXTRA: ClassVar[str] = OF_OWN_BRANCH
    BRANCH: ClassVar[str] = "organisation__code"

    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="registrations", db_constraint=False)
    period = DateRangeField()
    source_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("组织关系")
        # Open ones by a plain index, closed ones by exclusion, one against the other by a trigger: a roster's 19,600 open rows need no GiST.
        constraints = [
            models.UniqueConstraint(fields=["member"], name="one_open_branch_per_member", condition=models.Q(period__upper_inf=True)),
            ExclusionConstraint(
                name="one_branch_at_a_time",
                condition=models.Q(period__upper_inf=False),
                expressions=[("member", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]


class MemberTransfer(DivisionRecord):
    """组织关系转接: an introduction letter with its days of validity, received or expired."""

    BRANCH: ClassVar[str] = "from_organisation__code"

    class State(models.TextChoices):
        ISSUED = "issued", _("已开出")
        RECEIVED = "received", _("已接收")
        EXPIRED = "expired", _("已过期")
        CANCELLED = "cancelled", _("已撤销")

    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="transfers")
    from_organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="transfers_out")
    to_organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="transfers_in")
    to_division_code = models.CharField(max_length=12)
    issued_on = models.DateField()
    valid_days = models.PositiveSmallIntegerField(default=90)
    received_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ISSUED)

    class Meta:
        verbose_name = _("组织关系介绍信")


class OrganisationTerm(ShowsItsBody, DivisionRecord):
    """届: a term of a party organisation with its statutory length and any approved extension."""

    GRANTS: ClassVar[str] = "erasable"

    organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    elected_on = models.DateField()
    due_on = models.DateField()
    length_years = models.PositiveSmallIntegerField()
    extension_months = models.PositiveSmallIntegerField(default=0)
    extension_document = models.CharField(max_length=200, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("届次")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_row_per_term"),
            models.CheckConstraint(name="extension_at_most_a_year", condition=models.Q(extension_months__lte=12)),
        ]

    def _as_then(self, said: dict | None) -> None:
        put_back(self, said)

    #: Filled by ``queries.terms_as_of``.
    then = property(fset=_as_then)


class FormerTerm(FormerRecord):
    """When a term was to end before it was extended."""

    term = models.ForeignKey(OrganisationTerm, on_delete=models.DO_NOTHING, related_name="former", db_constraint=False)

    class Meta:
        constraints = [ExclusionConstraint(name="one_former_end_at_a_time", expressions=[("term", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)])]


class Committee(DivisionRecord):
    """A villagers', residents' or supervision committee in one term."""

    GRANTS: ClassVar[str] = "erasable"

    class Kind(models.TextChoices):
        VILLAGERS = "villagers_committee", _("村民委员会")
        RESIDENTS = "residents_committee", _("居民委员会")
        SUPERVISION = "supervision_committee", _("村务监督委员会")

    kind = models.CharField(max_length=24, choices=Kind.choices)
    name = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    elected_on = models.DateField()
    due_on = models.DateField()
    term_years = models.PositiveSmallIntegerField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("村（居）委会")
        constraints = [
            models.UniqueConstraint(fields=["division_code", "kind", "number"], name="one_committee_per_term"),
            models.CheckConstraint(name="committee_of_three_to_nine", condition=models.Q(seats__gte=3, seats__lte=9)),
        ]


class Mandate(ShowsItsBody, DivisionRecord):
    """任职: a person holds an office of a party organisation or of a committee for a period.

    A committee's seat never ends by an act from above (村委会组织法 art. 11): the database refuses such an end reason.
    """

    GRANTS: ClassVar[str] = "erasable"

    class Role(models.TextChoices):
        SECRETARY = "secretary", _("书记")
        DEPUTY_SECRETARY = "deputy_secretary", _("副书记")
        ORGANISATION_MEMBER = "organisation_member", _("组织委员")
        PUBLICITY_MEMBER = "publicity_member", _("宣传委员")
        DISCIPLINE_MEMBER = "discipline_member", _("纪检委员")
        OTHER_MEMBER = "other_member", _("委员")
        HEAD = "head", pgettext_lazy("committee", "主任")
        DEPUTY_HEAD = "deputy_head", pgettext_lazy("committee", "副主任")
        COMMITTEE_MEMBER = "committee_member", _("委员")

    class Way(models.TextChoices):
        ELECTED = "elected", pgettext_lazy("way", "选举")
        DESIGNATED = "designated", pgettext_lazy("way", "指定")
        APPOINTED = "appointed_by_upper", _("上级任命")

    class EndReason(models.TextChoices):
        TERM_END = "term_end", _("任期届满")
        RESIGN = "resign", _("辞职")
        RECALL = "recall", _("罢免")
        REPLACED = "replaced", _("撤换（党内）")
        TRANSFER = "transfer", _("调动（党内）")
        AUTO_END = "auto_end", _("职务终止（判处刑罚或丧失行为能力）")
        TWO_FAILED = "two_failed_appraisals", _("连续两次评议不称职")
        DEATH = "death", _("去世")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(PartyOrganisation, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    committee = models.ForeignKey(Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=24, choices=Role.choices)
    way = models.CharField(max_length=20, choices=Way.choices, default=Way.ELECTED)
    term_number = models.PositiveSmallIntegerField(null=True, blank=True)
    period = DateRangeField()
    end_reason = models.CharField(max_length=24, choices=EndReason.choices, blank=True, default="")
    end_document = models.CharField(max_length=200, blank=True, default="")
    source_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("任职")
        constraints = [
            models.CheckConstraint(
                name="mandate_of_one_body",
                condition=models.Q(organisation__isnull=False, committee__isnull=True)
                | models.Q(organisation__isnull=True, committee__isnull=False),
            ),
            models.CheckConstraint(
                name="no_removal_from_an_elected_seat",
                condition=models.Q(committee__isnull=True) | ~models.Q(end_reason__in=["replaced", "transfer"]),
            ),
            ExclusionConstraint(
                name="one_secretary_at_a_time",
                condition=models.Q(role="secretary"),
                expressions=[("organisation", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="one_head_at_a_time",
                condition=models.Q(role="head"),
                expressions=[("committee", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="mandate_division")]
