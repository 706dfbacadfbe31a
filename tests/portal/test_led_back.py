"""What leads back: the address of a button opened by itself, and a filter or a form filled in with what it does not know."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import translation

from qianxian.divisions.models import County
from qianxian.pay.views import corrections
from qianxian.portal.errors import page_above
from qianxian.portal.templatetags import qx

UUID = "9e42f87d-16b5-49f1-9b13-02bb6ce6374a"


@pytest.mark.parametrize("path, above", [(f"/imports/batches/{UUID}/undo/", f"/imports/batches/{UUID}/"), ("/logout/", "/"), (f"/me/tokens/{UUID}/revoke/", "/me/tokens/")])
def test_the_page_above_an_address(path, above):
    assert page_above(path) == above


def test_the_address_of_a_button_leads_back(client, db):
    County.objects.create(code="440403000000", name="斗门区", is_example=True, example_day=dt.date(2019, 12, 16))
    answer = client.get("/logout/")
    said = answer.content.decode()
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "回到原来那一页" in said and 'href="/"' in said
    assert client.get("/oauth/token").content == b"", "programs get no page"


class Asked(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")])
    day = forms.DateField(label="日期")
    amount = forms.DecimalField(label="金额")
    count = forms.IntegerField(label="人数")
    mail = forms.EmailField(label="邮箱")
    own = forms.ChoiceField(label="自己的话", choices=[], error_messages={"invalid_choice": "换一个"})


def test_what_does_not_fit_is_said_with_what_to_do():
    form = Asked(dict.fromkeys(Asked.base_fields, "x"))
    assert [qx.said(form[name]) for name in form.fields] == [
        ["从列出的里面选：种类"], ["日期写成 2019-12-16 这样"], ["填数字，例如 78570.00"], ["填整数，例如 12"], ["邮箱写成 name@example.com 这样"], ["换一个"],
    ]  # fmt: skip
    with translation.override("en"):
        assert qx.said(Asked(dict.fromkeys(Asked.base_fields, "x"))["day"]) == ["Write the date as 2019-12-16"]


class Yearly(forms.Form):
    """A year within the years that are kept."""

    year = forms.IntegerField(label="年度", min_value=2019, max_value=2099)


@pytest.mark.parametrize(("year", "told"), [("1999", ["年度不能小于 2019"]), ("2100", ["年度不能大于 2099"]), ("2019", [])])
def test_a_number_beyond_its_limits_is_said_in_our_words(year, told):
    form = Yearly({"year": year})
    form.is_valid()
    assert qx.said(form["year"]) == told


def test_numbers_of_things_carry_separators():
    assert [qx.counted(n) for n in (0, 999, 19600, "未填报")] == ["0", "999", "19,600", "未填报"]


@pytest.mark.parametrize("given, year", [("2018", 2018), ("", 2019), ("abc", 2019), ("20191", 2019), ("²0¹9", 2019)])
def test_a_year_that_is_none_is_the_pages_year(given, year):
    request = RequestFactory().get("/", {"year": given})
    request.on = dt.date(2019, 12, 16)
    assert corrections._year(request) == year
