"""The front door: four things for who is not signed in, 村务公开 by village without names of who was paid, the window's home on a phone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from qianxian.portal import front
from qianxian.portal.at_window import window_home
from tests.cases.stage import MEMBER, MONDAY, SECRETARY, TOWN, WINDOW, accepted, asked, item
from tests.engagements.stage import VILLAGE, open_county

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county():
    open_county()


def test_a_stranger_finds_what_residents_come_for_and_staff_their_login():
    page = Client().get("/").content.decode()
    for words, url in (("查进度", "/progress/"), ("看村务公开", "/affairs/"), ("办事指南", "/guide/"), ("工作人员登录", "/login/")):
        assert words in page and f'href="{url}"' in page


def test_a_door_without_its_page_is_not_offered(monkeypatch):
    def there() -> bool:
        try:
            return bool(reverse("requests:tell"))
        except NoReverseMatch:
            return False

    assert ("反映问题" in [str(d["title"]) for d in front.doors()]) is there()
    monkeypatch.setattr(front, "route", lambda name: "" if name == "affairs" else f"/{name}/")
    assert [str(d["title"]) for d in front.doors()] == ["查进度", "反映问题", "办事指南"]


def test_village_affairs_stand_open_village_by_village():
    client = Client()
    assert f"/hall/{VILLAGE}/disclosure/" in client.get("/affairs/").content.decode()
    assert client.get(f"/hall/{VILLAGE}/disclosure/").status_code == 200
    assert client.get("/hall/440403103999/disclosure/").status_code == client.get("/hall/440403103000/disclosure/").status_code == 404


def test_the_window_has_three_buttons_and_the_cases_of_the_day():
    old, new = accepted(item(), on=MONDAY.replace(day=1)), asked(item("SB-002"))
    for actor in (WINDOW, MEMBER):
        home = window_home(actor, MONDAY, 7)
        assert [str(b["title"]) for b in home["buttons"]] == ["登记办事", "我的待办", "村务公开"] and home["buttons"][1]["count"] == 7
        assert list(home["today"]) == [new] and old not in home["today"]
    assert window_home(SECRETARY, MONDAY, 7) is None and window_home(TOWN, MONDAY, 7) is None


@pytest.mark.django_db
def test_large_print_from_a_printed_code_stays_for_the_pages_after_it(client):
    assert 'data-view="elder"' in client.get("/guide/?view=elder").content.decode()
    assert 'data-view="elder"' in client.get("/progress/").content.decode()
    client.get("/guide/?view=standard")
    assert 'data-view="elder"' not in client.get("/progress/").content.decode()
