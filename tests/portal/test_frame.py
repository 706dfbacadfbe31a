"""The pieces of the frame that are remembered from page to page say what they would say if they were drawn anew."""

import datetime as dt
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from qianxian.accounts.rights import Permission
from qianxian.accounts.roles import ROLES
from qianxian.foundation.actor import Actor
from qianxian.portal import frame, menu, shell


def asked(path: str, permissions: frozenset[str]) -> shell.Shell:
    request = RequestFactory().get(path)
    request.actor, request.user = Actor(login="a", name="甲", role="r", permissions=permissions, person_uuid="00000000-0000-4000-8000-000000000001"), AnonymousUser()
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


def foot(**values):
    return frame.drawn("portal/_foot.html", translation.get_language(), tuple(values.items()))


def test_piece_is_drawn_from_its_values_alone_and_escaped():
    one = foot(county="斗门区", feedback="/feedback/", help="", phone="")
    assert one is foot(county="斗门区", feedback="/feedback/", help="", phone="")
    other = foot(county="<b>乙</b>", feedback="/feedback/", help="", phone="0756 551")
    assert "斗门区" in one and "斗门区" not in other and "&lt;b&gt;乙&lt;/b&gt;" in other and "tel:0756551" in other
    with translation.override("en"):
        assert "帮助" not in foot(county="斗门区", feedback="/feedback/", help="/help/", phone="")


def test_door_is_one_of_the_bottom_or_nothing():
    permissions = frozenset({"view_cases"})
    assert asked("/me/", permissions).door == "/me/" and asked("/cases/", permissions).door == ""


def test_what_was_typed_stands_in_the_page_and_is_not_remembered(monkeypatch):
    """The address, with whatever stands in its query, is put into the piece afterwards, and as text."""
    draw, remembered = frame.drawn, []
    monkeypatch.setattr(frame, "drawn", lambda *said: remembered.append(said) or draw(*said))
    here = frame.Frame(asked('/cases/?on=2019-06-30&q=丙丁"><b>', frozenset({"view_cases"})))
    here.shell.request.on = dt.date(2019, 6, 30)
    here.shell.request.today = dt.date(2019, 12, 16)
    pieces = [getattr(here, name) for name in ("top", "switches", "account", "side_head", "side_foot", "chips", "printed", "foot", "bottom")]
    assert len(remembered) == 9 and "丙丁" not in str(remembered) and "q=" not in str(remembered)
    whole = "".join(pieces)
    assert quote(quote('丙丁"><b>')) in here.switches, "the address comes back after the switch"
    assert 'value="丙丁&quot;&gt;&lt;b&gt;"' in here.chips, "the form of the day keeps the rest of the query"
    assert '"><b>' not in whole and "\ue000" not in whole
    assert f'value="{here._token}"' in here.account and here._token in here.side_foot
