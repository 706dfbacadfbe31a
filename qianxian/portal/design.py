"""The design page: every component in its states, with invented people. It is what the browser tests and axe look at.

Example: ``path("design/", design_page, name="design")``. A new component is not finished before it stands here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import django_tables2 as tables
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from qianxian.portal.marks import STATUSES, due_mark, money_mark, status_mark


class SampleForm(forms.Form):
    """One field of each kind; the bound copy on the page shows the errors."""

    payee = forms.CharField(label=_("收款单位"), help_text=_("与合同和发票上的名称一致"))
    identity = forms.CharField(
        label=_("身份证号码"), help_text=_("空格会自动去掉"), error_messages={"required": _("填写 18 位身份证号码，最后一位可以是 X")}
    )
    starts_on = forms.DateField(
        label=_("聘期开始"),
        widget=forms.DateInput(),
        error_messages={"required": _("填写聘期开始的日期"), "invalid": _("日期写成 2019-05-01 这样")},
    )
    office = forms.ChoiceField(
        label=_("中心岗位"), choices=[("", _("请选一个岗位")), ("director", _("中心主任")), ("member", _("中心委员"))]
    )
    outcome = forms.ChoiceField(
        label=_("审核结论"),
        widget=forms.RadioSelect,
        choices=[("engage", _("同意聘任")), ("defer", _("暂缓聘任")), ("refuse", _("不予聘任"))],
        error_messages={"required": _("选一个审核结论")},
    )
    papers = forms.MultipleChoiceField(
        label=_("随附材料"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("minutes", _("会议记录")), ("notice", _("公示照片"))],
    )
    scan = forms.FileField(label=_("会议记录扫描件"), required=False, help_text=_("PDF 或照片，10 MB 以内"))
    reason = forms.CharField(label=_("理由"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("已与本人核对"), required=False)


class SampleQuery(forms.Form):
    """A query form with every kind of field."""

    name = forms.CharField(label=_("姓名或编号"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False, choices=[("", _("斗门区全部"))])
    office = forms.ChoiceField(label=_("当选职务"), required=False, choices=[("", _("不限"))])
    post = forms.ChoiceField(label=_("中心岗位"), required=False, choices=[("", _("不限"))])
    until = forms.DateField(label=_("联审有效至（早于）"), required=False, widget=forms.DateInput())
    grade = forms.ChoiceField(label=_("考核等次"), required=False, choices=[("", _("不限"))])


class SampleTable(tables.Table):
    """The conventions of a register: ``pick`` ticks, ``num`` right-aligns, ``qx-only-wide`` hides on phones."""

    pick = tables.TemplateColumn(
        '<label><span class="visually-hidden">{{ record.name }}</span><input type="checkbox" name="pick" value="{{ record.id }}"></label>',
        orderable=False,
        verbose_name=_("选择"),
    )
    name = tables.TemplateColumn('<a href="#table">{{ record.name }}</a>', verbose_name=_("姓名"), footer=lambda table: now("合计"))
    village = tables.Column(verbose_name=_("村（社区）"))
    town = tables.Column(verbose_name=_("镇（街道）"), attrs={"td": {"class": "qx-only-wide"}}, orderable=False)
    outcome = tables.Column(verbose_name=_("选聘结论"), orderable=False)
    monthly = tables.Column(
        verbose_name=_("月基本报酬（元）"),
        attrs={"td": {"class": "num"}},
        footer=lambda table: money_mark(sum(r["monthly"] for r in table.data.data)),
    )
    until = tables.Column(verbose_name=_("联审有效至"), attrs={"td": {"class": "num"}}, orderable=False)

    class Meta:
        attrs: ClassVar = {"caption": _("村（社区）干部"), "id": "sample"}

    def render_outcome(self, value: str) -> str:
        return status_mark(value)

    def render_monthly(self, value: Any) -> str:
        return money_mark(value)

    def render_until(self, value: tuple[int, str]) -> str:
        return due_mark(value[0], text=value[1])


def _rows() -> list[dict[str, Any]]:
    people = [
        ("谭国强", "耕管村", "莲洲镇", "已聘任", "6547.50", (1, "2019-12-18")),
        ("容志恒", "南门村", "斗门镇", "暂缓聘任", "0", (-2, "2019-12-12")),
        ("黄锦荣", "荔山村", "乾务镇", "已聘任", "6547.50", (40, "2020-02-25")),
        ("梁伟基", "虎山村", "乾务镇", "不予聘任", "0", (40, "2020-02-25")),
    ]
    keys = ("name", "village", "town", "outcome", "monthly", "until")
    rows = [dict(zip(keys, person, strict=True)) for person in people * 12]
    return [row | {"id": number, "monthly": Decimal(row["monthly"])} for number, row in enumerate(rows)]


def _tasks() -> list[dict[str, Any]]:
    def task(kind: str, title: str, why: str, days: int) -> dict[str, Any]:
        return {"kind": kind, "title": title, "why": why, "days": days, "url": "#tasks"}

    return [
        {
            "title": now("今天到期"),
            "tasks": [
                task(now("选聘"), "南门村：容志恒暂缓聘任到期", "有一项核查当时没有结束。今天要重新决定", 0),
                task(now("资金"), "小赤坎村：空调采购付款 18,600.00 元", "13 项付款条件全部满足，等您审批", -2),
            ],
        },
        {
            "title": now("本周到期"),
            "tasks": [task(now("联审"), "八甲村：增补委员人选 2 人，答复未齐", "8 个部门答复了 7 个。没有答复不等于同意", 3)],
        },
    ]


def _record() -> dict[str, Any]:
    """Samples of the parts that show one object."""
    return {
        "facts": [
            {"label": now("等谁"), "value": "八甲村两委", "note": "等了 35 天", "now": True},
            {"label": now("期限"), "value": "2019-12-20"},
            {"label": now("金额（元）"), "value": "280,000.00"},
            {"label": now("依据"), "value": "R-E01"},
        ],
        "kv": [
            {"label": now("聘任岗位"), "value": "八甲村党群服务中心委员", "url": "#kv"},
            {"label": now("当选职务"), "value": "不受影响，继续履职", "rule": "R-E01"},
            {"label": now("备注"), "value": ""},
        ],
        "steps": [
            {"when": "2019-04-12", "title": "县级联审：无影响聘任的情形", "who": "8 个部门全部答复"},
            {"state": "gap", "why": "等了 35 天：村两委一直没有开会"},
            {
                "when": "2019-06-19",
                "title": "镇审核",
                "who": "斗门镇组织人事办",
                "status": "办理中",
                "state": "now",
                "opinion": "补一份会议记录。",
            },
            {"title": "聘任书", "state": "next"},
        ],
        "gates": [
            {"state": "met", "title": "联审在有效期内", "rule": "R-E05", "fact": "2019-04-12 答复齐，有效至 2019-10-12"},
            {"state": "miss", "title": "党组织提名", "fact": "还没有支部会议记录", "url": "#gates", "act": "补会议记录"},
            {"state": "bad", "title": "岗位有空额", "rule": "R-E03", "fact": "核定 5 岗，已聘 5 岗", "url": "#gates", "act": "看岗位"},
        ],
        "factors": [
            {"value": "26,190", "name": "2018 年农村居民人均可支配收入"},
            {"sign": "×", "value": "3", "name": "倍数"},
            {"sign": "×", "value": "1.00", "name": "委员系数"},
            {"sign": "÷", "value": "12", "name": "月"},
            {"sign": "=", "value": "6,547.50", "name": "月基本报酬（元）"},
        ],
    }


def _lists() -> dict[str, Any]:
    """Samples of the parts that lead somewhere or count."""
    return {
        "tabs": [
            {"title": now("全部"), "url": "?", "count": 751, "current": True},
            {"title": now("已聘任"), "url": "?tab=1", "count": 721},
            {"title": now("不予聘任"), "url": "?tab=2", "count": 17},
            {"title": now("暂缓聘任"), "url": "?tab=3", "count": 13},
        ],
        "filters": [{"text": "联审有效至早于 2019-10-31", "url": "?"}, {"text": "在任", "url": "?"}],
        "counts": [
            {"label": now("新增"), "count": 1204, "url": "#counts", "current": True},
            {"label": now("有变化"), "count": 37, "url": "#counts"},
            {"label": now("没有变化"), "count": 18359, "url": "#counts"},
            {"label": now("要改"), "count": 6, "url": "#counts", "bad": True, "note": now("改好之前什么都不写入")},
        ],
        "bars": [
            {"label": "2016", "value": 46000, "shown": "46,000.00", "series": 4},
            {"label": "2019", "value": 78570, "shown": "78,570.00"},
            {"label": "2020", "value": None},
        ],
        "big": [
            {"icon": "plus", "title": now("登记办事"), "note": now("来人或来电都在这里记"), "url": "#big", "first": True},
            {"icon": "list", "title": now("我的待办"), "count": 3, "url": "#big"},
        ],
        "colours": [
            "brand",
            "ink",
            "ink-2",
            "ink-3",
            "link",
            "error",
            "warning",
            "success",
            "info",
            "chart-1",
            "chart-2",
            "chart-3",
            "chart-4",
        ],
    }


def design_page(request: HttpRequest) -> HttpResponse:
    """Every component in its states; open to everybody, because it shows nothing real."""
    table = SampleTable(_rows())
    RequestConfig(request, paginate={"per_page": 20}).configure(table)
    context = {
        "page_title": now("组件和状态"),
        "page_sub": now("每个组件一处，样式只读变量"),
        "crumbs": [(now("斗门区"), request.path), (now("组件和状态"), "")],
        "table": table,
        "query": SampleQuery(request.GET or None, auto_id="q_%s"),
        "misled": SampleQuery({"place": "?"}, auto_id="m_%s"),
        "nothing": SampleTable([]),
        "sample": SampleForm(auto_id="f_%s"),
        "held": SampleForm(auto_id="h_%s"),
        "broken": SampleForm({"payee": "珠海市恒筑建设工程有限公司", "starts_on": "5月1日"}, auto_id="b_%s"),
        "statuses": list(STATUSES),
        "tasks": _tasks(),
        **_record(),
        **_lists(),
    }
    return render(request, "portal/design.html", context)
