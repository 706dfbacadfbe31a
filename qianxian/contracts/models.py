"""A contract, what was changed since it was signed, and who of the village's own people stands close to the other side."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.contracts.rules.kinds import PAYING
from qianxian.decisions.models import Certificate, Recusal, Unit
from qianxian.foundation.periods import add_days
from qianxian.foundation.records import DivisionRecord


class Contract(DivisionRecord):
    """One contract of one of the village's three units. What it says changes only in draft; afterwards by amendments. Amounts in yuan."""

    class Kind(models.TextChoices):
        WORKS = "works", _("工程施工")
        PURCHASE = "purchase", _("采购货物")
        SERVICE = "service", _("购买服务")
        LEASE_OUT = "lease_out", _("出租")
        LEASE_IN = "lease_in", _("承租")
        LAND = "land", _("土地承包、流转")
        OTHER = "other", pgettext_lazy("contract", "其他")

    class PartyKind(models.TextChoices):
        ORGANISATION = "organisation", _("单位")
        PERSON = "person", _("个人")

    class Basis(models.TextChoices):
        CERTIFICATE = "certificate", _("决策凭证")
        SMALL = "small", _("小额，不须另行决策")
        EXISTING = "existing", _("系统启用前已签订")

    class RentEvery(models.TextChoices):
        MONTH = "month", _("每月")
        QUARTER = "quarter", _("每季")
        HALF_YEAR = "half_year", _("每半年")
        YEAR = "year", _("每年")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("contract", "草拟")
        SIGNED = "signed", _("履行中")
        ENDED = "ended", _("已履行完毕")
        TERMINATED = "terminated", _("已解除")
        WITHDRAWN = "withdrawn", pgettext_lazy("contract", "已撤回")

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    subject = models.CharField(max_length=200)
    counterparty = models.CharField(max_length=120)
    party_kind = models.CharField(max_length=12, choices=PartyKind.choices)
    credit_code = models.CharField(max_length=18, blank=True, default="")
    identity_sealed = models.TextField(blank=True, default="")
    identity_index = models.CharField(max_length=64, blank=True, default="")
    identity_masked = models.CharField(max_length=20, blank=True, default="")
    representative = models.CharField(max_length=60, blank=True, default="")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    rent = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    rent_every = models.CharField(max_length=10, choices=RentEvery.choices, blank=True, default="")
    period = DateRangeField()
    basis = models.CharField(max_length=12, choices=Basis.choices)
    certificate = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts")
    basis_document = models.CharField(max_length=200, blank=True, default="")
    # The day on which committee members and cadres were asked whether they stand close to the other side (R-C06).
    asked_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    drafted_on = models.DateField()
    drafted_by = models.CharField(max_length=80)
    signed_on = models.DateField(null=True, blank=True)
    signatory = models.CharField(max_length=60, blank=True, default="")
    # What a file said of the signing of an existing contract, for whoever looks at the original.
    told_signed_on = models.DateField(null=True, blank=True)
    told_signatory = models.CharField(max_length=60, blank=True, default="")
    recorded_by = models.CharField(max_length=80, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    end_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("合同")
        constraints = [
            models.CheckConstraint(name="contract_amount_not_below_nothing", condition=Q(amount__gte=0) & (Q(rent__isnull=True) | Q(rent__gt=0))),
            models.CheckConstraint(name="contract_rent_says_how_often", condition=Q(rent__isnull=True, rent_every="") | (Q(rent__isnull=False) & ~Q(rent_every=""))),
            models.CheckConstraint(name="contract_has_first_and_last_day", condition=Q(period__startswith__isnull=False, period__endswith__isnull=False)),
            models.CheckConstraint(
                name="contract_rests_on_one_thing",
                condition=Q(basis="certificate", certificate__isnull=False) | (Q(basis__in=["small", "existing"], certificate__isnull=True) & ~Q(basis_document="")),
            ),
            models.CheckConstraint(
                name="contract_signed_whole",
                condition=Q(state__in=["draft", "withdrawn"]) | (Q(signed_on__isnull=False) & ~Q(signatory="") & ~Q(recorded_by="") & ~Q(recorded_by=F("drafted_by"))),
            ),
            models.CheckConstraint(
                name="contract_ended_with_reason",
                condition=Q(state__in=["draft", "signed"], ended_on__isnull=True, ended_by="", end_reason="")
                | (Q(state__in=["ended", "terminated", "withdrawn"], ended_on__isnull=False) & ~Q(ended_by="") & ~Q(end_reason="")),
            ),
            models.CheckConstraint(name="contract_names_a_unit_or_a_person", condition=Q(party_kind="person", credit_code="") | Q(party_kind="organisation", identity_index="")),
        ]
        indexes = [models.Index(fields=["division_code", "state"], name="contract_division_state")]

    @property
    def last_day(self) -> dt.date:
        """The last day of its term as it was signed; amendments may have moved it (``queries.last_day_of``)."""
        return add_days(self.period.upper, -1)

    @property
    def pays(self) -> bool:
        """Whether the village pays under it; under the others it is paid."""
        return self.kind in PAYING


class Amendment(DivisionRecord):
    """What was changed of a signed contract: a further row, never another version of the contract. ``amount_change`` may be below nothing."""

    GRANTS: ClassVar[str] = "append"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="amendments")
    position = models.PositiveSmallIntegerField()
    signed_on = models.DateField()
    amount_change = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    last_day = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=500)
    document = models.CharField(max_length=200, blank=True, default="")
    certificate = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="contract_amendments")
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("补充协议")
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="one_amendment_per_position"),
            models.CheckConstraint(name="an_amendment_changes_something", condition=~Q(amount_change=0) | Q(last_day__isnull=False) | ~Q(document="")),
        ]


class RelatedParty(DivisionRecord):
    """Somebody in office in the village who is, or stands close to, the other side of one contract. Answered once, before it is signed."""

    class Source(models.TextChoices):
        NUMBER = "number", _("证件号码相同")
        NAME = "name", _("姓名相同")
        REPRESENTATIVE = "representative", _("与对方负责人姓名相同")
        DECLARED = "declared", _("本人申报")
        EARLIER = "earlier", _("以前的合同申报过")
        KIN_NUMBER = "kin_number", _("选举时申报的亲属，证件号码相同")
        KIN_NAME = "kin_name", _("选举时申报的亲属，姓名相同")

    class Answer(models.TextChoices):
        RECUSED = "recused", _("已回避，由集体决定")
        NOT_SAME = "not_same", _("查实不是同一人")

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="parties")
    name = models.CharField(max_length=60)
    office = models.CharField(max_length=120, blank=True, default="")
    source = models.CharField(max_length=16, choices=Source.choices)
    relation = models.CharField(max_length=12, choices=Recusal.Relation.choices)
    found_on = models.DateField()
    found_by = models.CharField(max_length=80)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    recusal = models.ForeignKey(Recusal, null=True, blank=True, on_delete=models.PROTECT, related_name="contract_parties")
    document = models.CharField(max_length=200, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("关联方")
        constraints = [
            models.UniqueConstraint(fields=["contract", "name"], name="one_related_party_per_name"),
            models.CheckConstraint(
                name="related_party_answered_whole",
                condition=Q(answer="", recusal__isnull=True, document="", answered_on__isnull=True, answered_by="")
                | (Q(answer="recused", recusal__isnull=False, answered_on__isnull=False) & ~Q(answered_by=""))
                | (Q(answer="not_same", recusal__isnull=True, answered_on__isnull=False) & ~Q(answered_by="") & ~Q(document="")),
            ),
        ]


class ContractNumber(DivisionRecord):
    """The last number given in a village's book of contracts in a year; numbers have no gaps."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("合同编号簿")
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_contract_number_book")]
