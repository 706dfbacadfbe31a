"""The components and the design page: each renders, says its words, keeps to the tokens, and is clean for axe in three modes."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import django_tables2 as tables
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from django_cotton import render_component

from qianxian.foundation.actor import Actor
from qianxian.portal import design, icons, marks, menu, shell
from qianxian.portal.columns import DayColumn
from qianxian.portal.templatetags import qx

pytestmark = pytest.mark.urls("tests.portal.design_urls")

PORTAL = Path(design.__file__).parent
COMPONENTS = sorted(path.stem for path in (PORTAL / "templates/cotton").glob("*.html"))
BANNED = ("非法", "无效", "操作失败", "系统异常", "亲，")
OFFICER = Actor(login="liangyw", name="梁雅文", role="town_officer", role_title="斗门镇组织人事办", reach=("440403103",))


def gettext_available() -> bool:
    """The catalogue is compiled by ``make setup``."""
    return (PORTAL.parent / "locale/en/LC_MESSAGES/django.mo").exists()


def asked(path: str = "/design/", actor: Actor | None = OFFICER):
    request = RequestFactory().get(path)
    request.actor, request.user, request.session = actor, AnonymousUser(), SessionStore()
    return request


def page(path: str = "/design/", actor: Actor | None = OFFICER) -> str:
    response = design.design_page(asked(path, actor))
    assert response.status_code == 200
    return response.content.decode()


def drawn(name: str, **context: object) -> str:
    return render_component(asked(), name, context)


class ThreeFields(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致")
    grade = forms.ChoiceField(label="等次", choices=[("a", "优秀")], widget=forms.RadioSelect)
    remark = forms.CharField(label="备注", required=False)


class Rows(tables.Table):
    """A tick box, a column with a class, one without, and a day."""

    pick, name, place, day = tables.Column(), tables.Column(attrs={"td": {"class": "num"}}), tables.Column(verbose_name="所在<地>"), DayColumn()

    def render_pick(self) -> str:
        return mark_safe('<input type="checkbox">')


def test_rows_of_a_register_escape_what_they_show_and_name_their_headings():
    rows = [{"pick": 1, "name": "陈<b>", "place": 12, "day": dt.date(2019, 12, 16)}, {"pick": 2, "name": "李", "place": None, "day": None}]
    table = Rows(rows)
    table.paginate(per_page=5)
    first, second = str(qx.register_rows(Context(), table, "name")).strip().split("\n")
    assert first.startswith('<tr class="even"><td class="pick"><input type="checkbox"></td><th scope="row" class="num">陈&lt;b&gt;</th>')
    assert '<td data-label="所在&lt;地&gt;"><span class="v">12</span></td>' in first and '<span class="v">2019-12-16</span>' in first
    assert second.count('<span class="v">—</span>') == 2 and "None" not in first + second


def test_options_of_a_select_are_as_django_writes_them():
    field = forms.ChoiceField(choices=[("", "全部"), ("a&b", "甲<乙"), (3, "三")], widget=forms.Select(attrs={"class": "form-select"}))
    drawn_by_us = field.widget.render("f", "a&b", attrs={"id": "f"}, renderer=TemplatesSetting())
    drawn_by_django = field.widget.render("f", "a&b", attrs={"id": "f"}, renderer=DjangoTemplates())
    assert "".join(drawn_by_us.split()) == "".join(drawn_by_django.split())
    assert ' selected>甲&lt;乙</option>' in drawn_by_us


def test_design_page_shows_every_component():
    source = (PORTAL / "templates/portal/design.html").read_text()
    nested = {"error_summary", "pager"}  # drawn inside c-form and c-table
    missing = [name for name in COMPONENTS if f"<c-{name.replace('_', '-')}" not in source and name not in nested | {"head"}]
    assert missing == []


def test_design_page_has_the_frame_and_no_untranslated_tags():
    html = page()
    for part in ('class="qx-skip"', 'id="main"', "斗门镇组织人事办", 'class="qx-bottom"', "qx-print-only"):
        assert part in html
    assert html.count("<h1") == 1
    assert "<c-" not in html and "{%" not in html and "{{" not in html
    assert 'style="' not in html and "onclick" not in html


def test_sorted_column_says_so():
    assert 'aria-sort="descending"' in page("/design/?sort=-name")


def test_elder_mode_is_an_attribute_of_the_page():
    assert 'data-view="elder"' in page("/design/?view=elder")
    assert 'data-view="elder"' not in page()


def test_components_take_no_words_from_the_page_around_them():
    leaks = {"title": "LEAK", "sub": "LEAK", "foot": "LEAK", "href": "LEAK", "held": "LEAK", "class": "LEAK"}
    message = type("Message", (), {"level_tag": "error", "__str__": lambda self: "改好再交"})()
    html = render_to_string("portal/_messages.html", leaks | {"messages": [message]})
    assert "LEAK" not in html and "改好再交" in html and 'role="alert"' in html


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_declares_its_words_with_defaults(name):
    first = (PORTAL / f"templates/cotton/{name}.html").read_text().split("/>", 1)[0]
    assert first.startswith("<c-vars ")
    assert re.fullmatch(r'(\s*:?\w+="[^"]*")+\s*', first.removeprefix("<c-vars")), first


def test_form_shows_errors_twice_in_the_same_words():
    html = drawn("form", form=ThreeFields({"remark": "x"}), submit="提交", method="post", draft="")
    assert html.count("填写姓名") == 2 and 'href="#id_name"' in html
    assert html.count("选一个：等次") == 2 and 'href="#id_grade_0"' in html
    assert 'aria-invalid="true"' in html and 'aria-describedby="id_name_hint id_name_error"' in html
    assert "（选填）" in html and "*</" not in html and "<fieldset" in html
    assert 'value="x"' in html


def test_clean_form_has_no_error_box():
    html = drawn("form", form=ThreeFields(), method="post")
    assert "qx-note" not in html and "csrfmiddlewaretoken" in html and " required" not in html


@pytest.mark.parametrize("word", list(marks.STATUSES))
def test_status_has_shape_and_word(word):
    html = marks.status_mark(word)
    assert word in html and "<svg" in html


def test_unknown_status_word_is_refused():
    with pytest.raises(KeyError):
        marks.status_mark("已阅")


@pytest.mark.parametrize(
    ("days", "words", "kind"),
    [
        (4, "还剩 4 个工作日", "qx-due"),
        (1, "还剩 1 个工作日", "soon"),
        (0, "今天到期", "soon"),
        (-2, "超期 2 个工作日", "over"),
        (None, "没有期限", "quiet"),
    ],
)
def test_deadline_words(days, words, kind):
    html = marks.due_mark(days)
    assert words in html and kind in html


def test_money_and_unknown():
    assert marks.money_mark("12300.5") == "12,300.50"
    assert marks.money_mark(0) == "0.00"
    assert marks.money_mark(None) == "未填报"
    assert marks.money_mark("-650") == "−650.00"


def test_user_text_is_escaped_everywhere():
    evil = "<script>x</script>"
    html = drawn("kv", rows=[{"label": evil, "value": evil}]) + drawn("line", steps=[{"title": evil, "opinion": evil}])
    html += drawn("note", title=evil, slot=evil) + marks.due_mark(3, text=evil) + icons.icon("search", evil)
    assert "<script>" not in html


def test_page_window_marks_gaps():
    from django.core.paginator import Paginator

    assert qx.page_window(Paginator(range(1000), 10).page(50)) == [1, None, 49, 50, 51, None, 100]
    assert qx.page_window(Paginator(range(5), 10).page(1)) == [1]


def test_menu_has_seven_groups_and_the_system():
    titles = [str(group.title) for group in menu.MENU]
    assert titles == ["党组织", "干部", "党群服务中心", "项目与资金", "整顿", "教育培训", "公开", "系统"]
    assert {group.icon for group in menu.MENU} <= set(icons.SHAPES)


def test_menu_shows_only_pages_that_exist_and_are_allowed(monkeypatch):
    items = (menu.MenuItem("设计", "design"), menu.MenuItem("没有", "nowhere:list"), menu.MenuItem("限", "design", "grant"))
    monkeypatch.setattr(shell, "MENU", (menu.MenuGroup("甲", "tree", items),))
    assert [item.title for item in shell.Shell(asked()).menu[0].items] == ["设计"]
    granted = Actor(login="a", name="甲", role="r", permissions=frozenset({"grant"}))
    assert [item.title for item in shell.Shell(asked(actor=granted)).menu[0].items] == ["设计", "限"]


def test_recent_pages_are_five_newest_first():
    request = asked()
    for number in range(7):
        shell.remember(request, f"页 {number}", f"/p/{number}/")
    shell.remember(request, "页 4", "/p/4/")
    assert [url for _title, url in shell.Shell(request).recent] == ["/p/4/", "/p/6/", "/p/5/", "/p/3/", "/p/2/"]


def test_frame_stands_without_any_context():
    request = RequestFactory().get("/nowhere/")
    html = render_to_string("404.html", {"trace": "ab12"}, request=request)
    assert "ab12" in html and "没有找到这一页" in html


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_error_pages_say_what_to_do(code):
    html = render_to_string(f"{code}.html", {"trace": "ab12cd", "reason": "请找区委组织部。"}, request=asked())
    assert "ab12cd" in html and not any(word in html for word in BANNED)
    assert code != 403 or "请找区委组织部。" in html


def test_there_is_no_page_for_unknown_codes():
    with pytest.raises(TemplateDoesNotExist):
        get_template("418.html")


def test_colours_live_in_tokens_alone():
    found = []
    for path in [*PORTAL.rglob("*.css"), *PORTAL.rglob("*.html"), *PORTAL.glob("*.py"), *PORTAL.glob("templatetags/*.py")]:
        if "vendor" in path.parts or path.name == "tokens.css":
            continue
        found += [f"{path.name}: {hit}" for hit in re.findall(r"(?<!&)#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\b(?![\w-])", path.read_text())]
    assert found == []


def test_no_banned_words_and_no_source_maps():
    for path in [*PORTAL.rglob("*.html"), *PORTAL.rglob("*.py"), *PORTAL.rglob("*.js")]:
        text = path.read_text()
        assert not any(word in text for word in BANNED), path
    for path in (PORTAL / "static").rglob("*.*"):
        assert b"sourceMappingURL" not in path.read_bytes(), path
    assert len(list((PORTAL / "static").rglob("LICENSE"))) == 1


def test_page_budget_of_styles_and_script():
    import gzip

    static = PORTAL / "static/portal"
    styles = sum(len(gzip.compress(path.read_bytes())) for path in static.rglob("*.css"))
    scripts = sum(len(gzip.compress(path.read_bytes())) for path in static.rglob("*.js"))
    assert styles <= 35_000 and scripts <= 45_000
    assert (static / "js/app.js").stat().st_size <= 8_000


def test_design_page_in_english_has_english_words():
    with translation.override("en"):
        html = page()
    assert '<html lang="en"' in html
    if gettext_available():
        assert "Components and states" in html and "Awaiting review" in html
