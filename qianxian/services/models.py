"""Service items in their versions. The catalogue is the county's and open to everybody who reads; it bears no place and no person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import Record


class ServiceItem(Record):
    """One version of one item, in force for a period. A change is a new version; what stood before stays to be read."""

    GRANTS: ClassVar[str] = "erasable"

    class Category(models.TextChoices):
        SOCIAL_SECURITY = "social_security", _("社会保障")
        HEALTH_FAMILY = "health_family", _("卫生健康（计生）")
        RELIEF = "relief", _("社会救助和福利")
        CULTURE = "culture", _("文化活动")
        DISTANCE_EDUCATION = "distance_education", _("远程教育和培训")
        BUILDING_APPLICATION = "building_application", _("农房报建")
        LAND_FARMING = "land_farming", _("土地和农业")
        HOUSEHOLD = "household", _("户政和流动人口")
        VETERANS = "veterans", _("兵役和退役军人")
        PARTY_GROUPS = "party_groups", _("党员和群团")
        MEDIATION_LAW = "mediation_law", _("调解和法律服务")
        VILLAGE_AFFAIRS = "village_affairs", _("村务")
        LETTERS = "letters", _("证明和函件")

    class HandledBy(models.TextChoices):
        VILLAGE = "village", _("村（社区）办结")
        TOWN = "town", _("村（社区）受理，镇（街道）办结")
        DEPARTMENT = "department", _("村（社区）受理，部门办结")
        ONLINE = "online", _("全省网上办，村（社区）代办")

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    category = models.CharField(max_length=24, choices=Category.choices)
    law = models.CharField(max_length=200)
    who = models.CharField(max_length=200)
    materials = models.JSONField(default=list)
    limit_days = models.PositiveSmallIntegerField()
    fee = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    fee_law = models.CharField(max_length=200, blank=True, default="")
    handled_by = models.CharField(max_length=12, choices=HandledBy.choices)
    department = models.CharField(max_length=60, blank=True, default="")
    village_step = models.CharField(max_length=300, blank=True, default="")
    link_title = models.CharField(max_length=60, blank=True, default="")
    link = models.URLField(max_length=200, blank=True, default="")
    form_name = models.CharField(max_length=60, blank=True, default="")
    proof = models.CharField(max_length=60, blank=True, default="")
    checked = models.BooleanField(default=False)
    period = DateRangeField()

    class Meta:
        verbose_name = _("服务事项")
        constraints = [
            # a sheet writes new versions before it ends the old ones: asked when the whole file is in
            ExclusionConstraint(name="one_version_of_an_item_at_a_time", deferrable=models.Deferrable.DEFERRED,
                                expressions=[("code", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)]),
            models.CheckConstraint(name="fee_only_by_law", condition=models.Q(fee=0) | (models.Q(fee__gt=0) & ~models.Q(fee_law=""))),
            models.CheckConstraint(name="item_handed_on_is_linked", condition=~models.Q(handled_by="online") | ~models.Q(link_title="")),
            models.CheckConstraint(name="item_is_whole", condition=~models.Q(code="") & ~models.Q(name="") & ~models.Q(law="") & ~models.Q(who="")),
        ]
        indexes = [models.Index(fields=["category", "code"], name="item_category_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
