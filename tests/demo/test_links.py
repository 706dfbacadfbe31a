"""Every link that somebody is shown opens for him: walked from the workbench as he would, a few of each kind of page (``make soak``: everybody, more of each)."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urldefrag

import pytest
from lxml import html

from qianxian.accounts.models import User
from qianxian.demo.cast import CAST
from tests.matrix.people import browser
from tests.profiles import NAME, times

# Who holds little and is shown much that others hold: a clerk without a record of his own, a cashier, who looks on from above, who opens his own slip, who vets.
LOGINS = tuple(one.login for one in CAST) if NAME == "soak" else ("dachikan-jingban", "yaoxq", "guadian", "diyi", "bajia-weiyuan", "zhaobk", "guozq")
A_FILE = re.compile(r"\?|\.(xlsx|docx|pdf|png|svg)$|/static/|/api/|/logout/|/export")
ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4,}|[A-Z]{2,}-[\w-]+")


def links_of(page: bytes) -> list[str]:
    """Addresses of pages of this house that the page links to, in its order."""
    found = (urldefrag(href)[0] for href in html.fromstring(page).xpath("//a/@href"))
    return [href for href in found if href.startswith("/") and not A_FILE.search(href)]


@pytest.mark.parametrize("login", LOGINS)
def test_no_link_is_a_door_that_refuses(doumen, login):
    client, first = browser(User.objects.get(login=login)), "/workbench/"
    client.raise_request_exception = False
    came_from, seen, most, refused = {first: ""}, Counter(), times(2, soak=8), []
    todo = [first]
    while todo:
        path = todo.pop(0)
        kind = ONE.sub("*", path)
        if seen[kind] >= most:
            continue
        seen[kind] += 1
        answer = client.get(path, follow=True)
        if answer.status_code >= 400:
            refused.append(f"{answer.status_code} {path} from {came_from[path]}")
        elif answer["Content-Type"].startswith("text/html"):
            fresh = [link for link in dict.fromkeys(links_of(answer.content)) if link not in came_from]
            came_from.update(dict.fromkeys(fresh, path))
            todo += fresh
    assert not refused, "\n".join(refused)
    assert len(seen) > 15, seen
