"""What the collective has: assets, parcels of land, their history, and the yearly inventory."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.collective.rules.property import in_its_places, square_metres_of
from qianxian.decisions.models import Certificate
from qianxian.foundation.records import DivisionRecord


class Parcel(DivisionRecord):
    """A parcel of land. ``mu`` is kept exactly (six places hold every square metre with two); m² is derived. A part never exceeds its whole."""

    class Owner(models.TextChoices):
        VILLAGE = "village", pgettext_lazy("owner", "村集体")
        GROUP = "group", _("村民小组集体")

    class Use(models.TextChoices):
        RESERVED = "reserved", _("留用地")
        HOMESTEAD = "homestead", _("宅基地")
        FARMLAND = "farmland", _("农用地")
        COMMERCIAL = "commercial", _("经营性建设用地")
        PUBLIC = "public", _("公益用地")

    class State(models.TextChoices):
        UNRESOLVED = "unresolved", _("悬而未决")
        IN_PROCESS = "in_process", _("办证中")
        CERTIFIED = "certified", _("已办证")
        LEASED = "leased", pgettext_lazy("parcel", "已出租")
        DEVELOPED = "developed", _("已开发")
        DISPUTED = "disputed", _("有争议")

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    whole = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    owner = models.CharField(max_length=8, choices=Owner.choices)
    owner_name = models.CharField(max_length=80)
    use = models.CharField(max_length=12, choices=Use.choices)
    place = models.CharField(max_length=200)
    mu = models.DecimalField(max_digits=16, decimal_places=6)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNRESOLVED)
    certificate_no = models.CharField(max_length=80, blank=True, default="")
    certified_by = models.CharField(max_length=80, blank=True, default="")
    certified_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField()
    registered_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("地块")
        constraints = [
            models.CheckConstraint(name="parcel_has_an_area", condition=models.Q(mu__gt=0)),
            models.CheckConstraint(name="no_part_of_itself", condition=models.Q(whole__isnull=True) | ~models.Q(whole=models.F("id"))),
            models.CheckConstraint(
                name="certified_land_names_its_certificate",
                condition=~models.Q(state__in=["certified", "leased", "developed"]) | (~models.Q(certificate_no="") & models.Q(certified_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["division_code", "state"], name="parcel_place_state")]

    @property
    def square_metres(self) -> Decimal:
        """The area in m² with two places."""
        return square_metres_of(self.mu)


class Asset(DivisionRecord):
    """A thing the collective owns. Its value and origin stay as registered; it goes only by a certificate. One registered by mistake is struck out and stays to be read.

    A public facility says its kind and how much of it there is, in the kind's unit: what every form about lights and roads reads.
    """

    class Category(models.TextChoices):
        OPERATING = "operating", _("经营性资产")
        FIXED = "fixed", _("其他固定资产")
        WELFARE = "welfare", _("公益性资产")

    class State(models.TextChoices):
        IDLE = "idle", _("闲置")
        OWN_USE = "own_use", _("自用")
        LEASED = "leased", pgettext_lazy("asset", "已出租")
        DISPOSED = "disposed", _("已处置")
        STRUCK = "struck", _("登记有误")

    #: No longer there, or never was: counted nowhere.
    GONE: ClassVar[tuple[str, ...]] = ("disposed", "struck")

    class Facility(models.TextChoices):
        STREET_LIGHT = "street_light", _("路灯（盏）")
        PUBLIC_TOILET = "public_toilet", _("公共厕所（座）")
        WASTE_POINT = "waste_point", _("垃圾收集点（个）")
        ROAD = "road", _("硬化村道（公里）")
        SQUARE = "square", _("文化广场（平方米）")
        LIBRARY = "library", _("农家书屋藏书（册）")
        ELDER_CANTEEN = "elder_canteen", _("长者饭堂（座位）")
        FIRE_STATION = "fire_station", _("微型消防站（个）")
        SHELTER = "shelter", _("防台风避护所（床位）")

    class Way(models.TextChoices):
        SOLD = "sold", _("出售")
        SCRAPPED = "scrapped", _("报废")
        TRANSFERRED = "transferred", _("转让、移交")

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    category = models.CharField(max_length=12, choices=Category.choices)
    place = models.CharField(max_length=200)
    acquired_on = models.DateField()
    original_value = models.DecimalField(max_digits=14, decimal_places=2)
    document = models.CharField(max_length=200)
    facility = models.CharField(max_length=14, choices=Facility.choices, blank=True, default="")
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IDLE)
    registered_on = models.DateField()
    registered_by = models.CharField(max_length=80)
    disposed_on = models.DateField(null=True, blank=True)
    disposal_way = models.CharField(max_length=12, choices=Way.choices, blank=True, default="")
    disposal_price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    disposal_to = models.CharField(max_length=120, blank=True, default="")
    disposal_certificate = models.OneToOneField(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="disposed_asset")

    class Meta:
        verbose_name = _("集体资产")
        constraints = [
            models.CheckConstraint(name="asset_value_not_below_nothing", condition=models.Q(original_value__gte=0) & ~models.Q(document="")),
            models.CheckConstraint(
                name="a_facility_says_how_much", condition=models.Q(facility="", quantity__isnull=True) | (~models.Q(facility="") & models.Q(quantity__gte=0, quantity__isnull=False)),
            ),
            models.CheckConstraint(
                name="disposed_only_by_a_certificate",
                condition=models.Q(state="disposed", disposed_on__isnull=False, disposal_certificate__isnull=False, disposal_price__gte=0, disposal_way__in=["sold", "scrapped", "transferred"])
                | (~models.Q(state="disposed") & models.Q(disposed_on__isnull=True, disposal_certificate__isnull=True, disposal_price__isnull=True, disposal_way="", disposal_to="")),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["division_code", "state"], name="asset_place_state")]

    @property
    def amount(self) -> Decimal | None:
        """How much of a public facility, in its kind's unit and places; None of anything else."""
        return None if self.quantity is None else in_its_places(self.facility, self.quantity)


class PropertyEvent(DivisionRecord):
    """What happened to a parcel or an asset, on which paper. Only ever added; PostgreSQL asks one of every change of state or area."""

    GRANTS: ClassVar[str] = "append"

    class Kind(models.TextChoices):
        REGISTERED = "registered", _("登记")
        MOVED = "moved", _("改变状态")
        MEASURED = "measured", _("重新测量")
        COUNTED = "counted", _("清点数量")
        LEASED = "leased", pgettext_lazy("event", "出租")
        LEASE_ENDED = "lease_ended", _("出租结束")
        DISPOSED = "disposed", _("处置")
        STRUCK = "struck", _("撤销登记")

    parcel = models.ForeignKey(Parcel, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    happened_on = models.DateField()
    from_state = models.CharField(max_length=12, blank=True, default="")
    to_state = models.CharField(max_length=12)
    mu = models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)
    facility = models.CharField(max_length=14, blank=True, default="")
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    document = models.CharField(max_length=200)
    words = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("资产、土地的经过")
        constraints = [
            models.CheckConstraint(name="event_of_one_thing", condition=models.Q(parcel__isnull=False, asset__isnull=True, mu__isnull=False) | models.Q(parcel__isnull=True, asset__isnull=False)),
            models.CheckConstraint(name="event_on_a_document", condition=~models.Q(document="")),
        ]

    @property
    def to_state_words(self) -> str:
        """The state it led to, in words."""
        return str(dict(Parcel.State.choices if self.parcel_id else Asset.State.choices).get(self.to_state, self.to_state))


class Inventory(DivisionRecord):
    """The yearly inventory (清产核资) of a village's collective: how many things were found, what is missing or beyond the books.

    ``facilities``: the kinds of public facility gone through. They stand in the register with their number, so one that does not stand there is none;
    a kind that the register learnt to hold later says nothing of the inventories before.
    """

    GRANTS: ClassVar[str] = "append"

    year = models.PositiveSmallIntegerField()
    counted_on = models.DateField()
    assets = models.PositiveIntegerField()
    parcels = models.PositiveIntegerField()
    facilities = ArrayField(models.CharField(max_length=14, choices=Asset.Facility.choices), default=list, blank=True)
    differences = models.CharField(max_length=500, blank=True, default="")
    document = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("资产清查")
        constraints = [models.UniqueConstraint(fields=["division_code", "year"], name="one_inventory_a_year")]
