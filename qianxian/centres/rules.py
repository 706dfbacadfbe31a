"""R-K01: one centre per village or community; a second one is a service point. Pure; no database, no clock."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.foundation.errors import Violation

SOURCE = "R-K01"


def opening_faults(place_kind: str, centre_kind: str, has_main_centre: bool) -> list[Violation]:
    """Everything against opening a centre of that kind in that kind of place."""
    if place_kind not in ("village", "community"):
        return [Violation("place", _("党群服务中心设在村或社区。请选择村（社区），开发区不单设中心。"), SOURCE, "division_code")]
    if centre_kind == "main" and has_main_centre:
        return [Violation("second_centre", _("这个村（社区）已有一个中心。另设的请登记为「服务点」。"), SOURCE, "kind")]
    if centre_kind == "branch_point" and not has_main_centre:
        return [Violation("no_main_centre", _("这个村（社区）还没有中心。请先登记中心，再登记服务点。"), SOURCE, "kind")]
    return []
