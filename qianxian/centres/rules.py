"""One centre per village or community (R-K01), and open only when the former stations' work is in it (R-K02). Pure; no database, no clock."""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

ARTICLE = "斗门区党群服务中心建设做法（文章）"
FROM = dt.date(2018, 1, 1)
#: The work of the village's former stations, which a centre takes over (R-K02).
TAKEN_OVER: dict[str, tuple[str, str]] = {
    "social_security": ("社会保障", "Social security"),
    "health_family": ("卫生健康（计生）", "Health and family"),
    "culture": ("文化室", "Culture room"),
    "distance_education": ("远程教育", "Distance education"),
    "building_application": ("农房报建", "Building applications"),
}
WAYS = (("desk", "有窗口负责"), ("transferred", "已移交"), ("none", "还没有"))


@rule(
    "R-K01", title="一村一中心", title_en="One centre per village or community",
    versions=[InForce(FROM, ARTICLE, "一村（社区）一个党群服务中心，另设的为服务点", confidence="sure")],
    inputs=[
        Input("place_kind", "enum", "地方类别", "Kind of place", required=False, default="village",
              choices=(("village", "村"), ("community", "社区"), ("zone", "开发区"), ("town", "镇（街道）"), ("none", "不存在"))),
        Input("kind", "enum", "登记为", "Registered as", required=False, default="main", choices=(("main", "中心"), ("branch_point", "服务点"))),
        Input("has_main_centre", "bool", "已有一个中心", "Has its centre", required=False, default=False),
    ],
    outputs=[Output("allowed", "bool", "可以登记", "May be registered"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def one_centre(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """A second centre is a service point; a service point needs its centre; zones have none of their own."""
    told = []
    if facts.place_kind not in ("village", "community"):
        told.append(violation("place", "党群服务中心设在村或社区。请选择村（社区），开发区不单设中心。",
                              "Centres stand in villages and communities; choose one, development zones have none.", field="division_code"))
    elif facts.kind == "main" and facts.has_main_centre:
        told.append(violation("second_centre", "这个村（社区）已有一个中心。另设的请登记为「服务点」。",
                              "This place has its centre; register a further one as a service point.", field="kind"))
    elif facts.kind == "branch_point" and not facts.has_main_centre:
        told.append(violation("no_main_centre", "这个村（社区）还没有中心。请先登记中心，再登记服务点。",
                              "This place has no centre yet; register the centre first.", field="kind"))
    return Finding({"allowed": not told, "error": told[0].code if told else None}, told)


@rule(
    "R-K02", title="原各站点职能并入中心", title_en="Former stations merged into the centre",
    versions=[InForce(FROM, ARTICLE, "社保、计生、文化室、远程教育、农房报建等站点并入党群服务中心", confidence="likely")],
    inputs=[Input(code, "enum", zh, en, required=False, default="none", choices=WAYS) for code, (zh, en) in TAKEN_OVER.items()],
    outputs=[Output("status", "string", "状态（open 已开放，opening 筹建中）", "Status: open or opening"), Output("mapped", "int", "已落实职能数", "Functions settled", unit="项"),
             Output("missing", "list", "还没有落实的职能", "Functions not settled")],
)  # fmt: skip
def merged_functions(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Open when each function has a desk that answers for it, or a recorded transfer; opening until then."""
    missing = [code for code in TAKEN_OVER if facts[code] == "none"]
    told = [
        violation("function_missing", f"「{TAKEN_OVER[code][0]}」还没有窗口负责，也没有移交记录。请登记负责窗口，或登记移交文件。",
                  f"{TAKEN_OVER[code][1]} has no desk and no recorded transfer; enter one of them.", field=code)
        for code in missing
    ]  # fmt: skip
    return Finding({"status": "opening" if missing else "open", "mapped": len(TAKEN_OVER) - len(missing), "missing": missing}, told)
