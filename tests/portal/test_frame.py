"""The pieces of the frame that are remembered from page to page say what they would say if they were drawn anew."""

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from qianxian.accounts.rights import Permission
from qianxian.accounts.roles import ROLES
from qianxian.foundation.actor import Actor
from qianxian.portal import menu, shell
from qianxian.portal.templatetags import qx


def asked(path: str, permissions: frozenset[str]) -> shell.Shell:
    request = RequestFactory().get(path)
    request.actor, request.user = Actor(login="a", name="甲", role="r", permissions=permissions), AnonymousUser()
    return shell.Shell(request)


def test_remembered_menu_is_the_menu_of_the_path():
    """For each role, on each page of the menu, below it and beside it."""
    pages = [url for group in menu.MENU for item in group.items if (url := shell.route(item.url_name))]
    paths = [path for url in pages for path in (url, f"{url}7/edit/")] + ["/", "/help/", "/peoples/"]
    rights = {frozenset(str(p) for p in role.permissions) for role in ROLES.values()}
    for permissions in (*sorted(rights, key=len)[:: max(1, len(rights) // 6)], frozenset(str(p) for p in Permission)):
        for path in paths:
            drawn = render_to_string("portal/_menu.html", {"menu": shell.live_menu(permissions, path)})
            assert asked(path, permissions).menu_lines == drawn, (path, len(permissions))


def test_menu_speaks_the_language_of_the_reader():
    here = asked("/cases/", frozenset({"view_cases"}))
    chinese = here.menu_lines
    with translation.override("en"):
        english = here.menu_lines
    assert "党群服务中心" in chinese and "党群服务中心" not in english and "/cases/" in english
    assert here.menu_lines == chinese


def test_piece_is_drawn_from_its_values_alone_and_escaped():
    one = qx.drawn_once("portal/_foot.html", county="斗门区", feedback="/feedback/", help="", phone="")
    assert one is qx.drawn_once("portal/_foot.html", county="斗门区", feedback="/feedback/", help="", phone="")
    other = qx.drawn_once("portal/_foot.html", county="<b>乙</b>", feedback="/feedback/", help="", phone="0756 551")
    assert "斗门区" in one and "斗门区" not in other and "&lt;b&gt;乙&lt;/b&gt;" in other and "tel:0756551" in other
    with translation.override("en"):
        assert "帮助" not in qx.drawn_once("portal/_foot.html", county="斗门区", feedback="/feedback/", help="/help/", phone="")


def test_door_is_one_of_the_bottom_or_nothing():
    permissions = frozenset({"view_cases"})
    assert asked("/me/", permissions).door == "/me/" and asked("/cases/", permissions).door == ""
