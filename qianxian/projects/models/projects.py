"""A project, and its budget: each budget is a further row with the sources that add up to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate, Unit
from qianxian.foundation.records import DivisionRecord
from qianxian.funds.models import Allocation


class Project(DivisionRecord):
    """One project of a village. Its state is the furthest step that rests on all before it; ``stalled`` says why and since when."""

    class Kind(models.TextChoices):
        WATER = "water", _("供水")
        ROADS = "roads", _("道路")
        DRAINAGE = "drainage", _("排水排洪")
        SEWAGE = "sewage", _("雨污分流")
        CABLES = "cables", _("管线下地")
        MARKET = "market", _("市场")
        VENUE = "venue", _("活动场所")
        OTHER = "other", pgettext_lazy("project", "其他")

    class TenderClass(models.TextChoices):
        WORKS = "works", _("工程施工")
        GOODS = "goods", _("货物")
        SERVICES = "services", _("服务（勘察、设计、监理等）")

    class Mode(models.TextChoices):
        OPEN = "open", _("公开招标")
        INVITED = "invited", _("邀请招标")
        SMALL_LOCAL = "small_local", _("小额工程比选")
        EXEMPT = "exempt", _("直接发包（不须招标）")

    class State(models.TextChoices):
        IDEA = "idea", _("设想")
        APPROVED = "approved", _("已立项，待决策")
        VOTED = "voted", _("已决策，待招标")
        TENDERING = "tendering", _("招标中")
        BUILDING = "building", _("实施中")
        ACCEPTED = "accepted", _("已验收，待审计")
        AUDITED = "audited", _("已审计，待入账")
        ASSET = "asset", _("已列入资产")
        STALLED = "stalled", pgettext_lazy("project", "搁置")
        CANCELLED = "cancelled", pgettext_lazy("project", "已取消")

    class Cause(models.TextChoices):
        VOTE_NOT_PASSED = "vote_not_passed", _("表决没有通过")
        NOT_PUT_TO_VOTE = "not_put_to_vote", _("没有交付表决")
        NO_MONEY = "no_money", _("资金没有落实")
        LAND = "land", _("用地没有落实")
        PERMIT = "permit", _("审批手续没有办完")
        BUILDER = "builder", _("施工单位的原因")
        WEATHER = "weather", _("天气、灾害")
        OTHER = "other", pgettext_lazy("project", "其他原因")

    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    tender_class = models.CharField(max_length=10, choices=TenderClass.choices)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    site = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IDEA)
    thought_on = models.DateField()
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=80)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    approval_document = models.CharField(max_length=200, blank=True, default="")
    certificate = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="projects")
    voted_on = models.DateField(null=True, blank=True)
    mode = models.CharField(max_length=12, choices=Mode.choices, blank=True, default="")
    tendered_on = models.DateField(null=True, blank=True)
    tender_document = models.CharField(max_length=200, blank=True, default="")
    split_reason = models.CharField(max_length=500, blank=True, default="")
    split_certificate = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="projects_apart")
    bidders = models.PositiveSmallIntegerField(null=True, blank=True)
    result_document = models.CharField(max_length=200, blank=True, default="")
    contract = models.OneToOneField(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="project")
    started_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    audited_on = models.DateField(null=True, blank=True)
    audited_by = models.CharField(max_length=80, blank=True, default="")
    audit_body = models.CharField(max_length=120, blank=True, default="")
    audit_document = models.CharField(max_length=200, blank=True, default="")
    audited_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    stalled_from = models.CharField(max_length=10, blank=True, default="")
    stalled_since = models.DateField(null=True, blank=True)
    stalled_cause = models.CharField(max_length=16, choices=Cause.choices, blank=True, default="")
    stalled_words = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("项目")
        constraints = [
            models.CheckConstraint(
                name="project_stalled_with_its_cause",
                condition=(~Q(state="stalled") & Q(stalled_since__isnull=True, stalled_cause="", stalled_from=""))
                | (Q(state="stalled", stalled_since__isnull=False) & ~Q(stalled_cause="") & ~Q(stalled_words="") & ~Q(stalled_from="")),
            ),
            models.CheckConstraint(name="project_audited_amount_not_below_nothing", condition=Q(audited_amount__isnull=True) | Q(audited_amount__gte=0)),
        ]
        indexes = [models.Index(fields=["division_code", "state"], name="project_division_state")]


class Budget(DivisionRecord):
    """What a project is to cost, by which paper; a dearer one is a further row. ``sources`` add up to ``amount`` when the transaction ends."""

    GRANTS: ClassVar[str] = "append"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budgets")
    position = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    document = models.CharField(max_length=200)
    reason = models.CharField(max_length=500, blank=True, default="")
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("项目预算")
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_budget_per_position"),
            models.CheckConstraint(name="budget_above_zero_on_a_document", condition=Q(amount__gt=0) & ~Q(document="")),
        ]


class BudgetSource(DivisionRecord):
    """One of the sources of a budget: money of a level, of the collective, raised; an allocation where one exists already."""

    GRANTS: ClassVar[str] = "append"

    class Level(models.TextChoices):
        CENTRAL = "central", _("中央")
        PROVINCE = "province", _("省级")
        CITY = "city", _("市级")
        DISTRICT = "district", _("区级")
        TOWN = "town", _("镇（街道）")
        COLLECTIVE = "collective", _("村集体自筹")
        VILLAGERS = "villagers", _("村民筹资（一事一议）")
        SOCIAL = "social", _("社会支持")

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="sources")
    level = models.CharField(max_length=10, choices=Level.choices)
    title = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    allocation = models.ForeignKey(Allocation, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_sources")

    class Meta:
        verbose_name = _("预算资金来源")
        constraints = [models.CheckConstraint(name="budget_source_above_zero", condition=Q(amount__gt=0) & ~Q(title=""))]

    @property
    def level_unsaid(self) -> str:
        """The level in words where the title does not begin with it already: 区级补助 says that it is the district's."""
        level = str(self.get_level_display())
        return "" if self.title[:1] == level[:1] else level


class ProjectNumber(DivisionRecord):
    """The last number given in a village's book of projects or assets in a year; numbers have no gaps."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("项目编号簿")
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_project_number_book")]
