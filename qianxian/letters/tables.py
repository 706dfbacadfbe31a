"""The register of letters as a table. Whose a letter is stands on its own page."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.tables import VillageTable
from qianxian.letters.models import Letter

NUM = {"td": {"class": "num"}}


class LetterTable(VillageTable):
    """One row per letter, the latest first."""

    row_header = "title"
    title = tables.Column(verbose_name=_("函件"), orderable=False)
    number = tables.Column(verbose_name=_("编号"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("单位"), orderable=False)
    addressee = tables.Column(verbose_name=_("写给谁"), orderable=False)
    state = tables.Column(verbose_name=_("状态"), orderable=False)
    drafted_on = tables.Column(verbose_name=_("拟稿日期"), orderable=False, attrs=NUM)
    issued_on = tables.Column(verbose_name=_("签发日期"), orderable=False, attrs=NUM)

    class Meta:
        attrs = {"caption": _("证明与函件")}

    def render_title(self, value: str, record: Letter) -> str:
        return format_html('<a href="{}">{}</a>', reverse("letters:letter", args=[record.uuid]), value)

    def render_state(self, record: Letter) -> str:
        return record.get_state_display()

    def render_drafted_on(self, record: Letter) -> str:
        return record.drafted_on.isoformat()

    def render_issued_on(self, record: Letter) -> str:
        return record.issued_on.isoformat() if record.issued_on else ""
