"""Every POST form of every page is sent as a browser without script would: its own fields as they stand, by the role that may.

What comes back is a page in words or the way onwards, never a broken page and never a refusal of one's own form.
"""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.db import transaction

from tests.matrix.addresses import ADDRESSES
from tests.matrix.asking import address_of
from tests.matrix.people import AT_HOME

#: They end or change the very login that the walk goes on with; tests/accounts and the journeys press them.
ENDS_THE_LOGIN = ("/logout/", "/role/", "/me/sessions/")
FORMS_AT_LEAST = 60
PAGES = [key for key, line in ADDRESSES.items() if not line.post and line.may]


class Forms(HTMLParser):
    """The POST forms of a page with what a browser would send: (action, fields, upload), the first button pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict] = []
        self.form: dict | None = None
        self.select: tuple[str, list[tuple[str, bool]], bool] | None = None
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        given = dict(attrs)
        if tag == "form" and a.get("method", "").lower() == "post":
            self.form = {"action": a.get("action", ""), "fields": [], "pressed": False}
            self.found.append(self.form)
        if self.form is None or "disabled" in given:
            return
        if tag == "input" and a.get("name"):
            self._input(a, given)
        elif tag == "button" and a.get("type", "submit") == "submit" and not self.form["pressed"]:
            self.form["pressed"] = True
            self.form["fields"] += [(a["name"], a.get("value", ""))] if a.get("name") else []
        elif tag == "select" and a.get("name"):
            self.select = (a["name"], [], "multiple" in given)
        elif tag == "option" and self.select:
            self.select[1].append((a.get("value", ""), "selected" in given))
        elif tag == "textarea" and a.get("name"):
            self.area = a["name"]
            self.form["fields"].append((self.area, ""))

    def _input(self, a: dict, given: dict) -> None:
        kind = a.get("type", "text")
        if kind in ("checkbox", "radio"):
            self.form["fields"] += [(a["name"], a.get("value", "on"))] if "checked" in given else []
        elif kind not in ("submit", "button", "file", "image", "reset"):
            self.form["fields"].append((a["name"], a.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.area and self.form:
            name, said = self.form["fields"].pop()
            self.form["fields"].append((name, said + data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select" and self.select and self.form:
            name, options, many = self.select
            chosen = [value for value, picked in options if picked] or ([] if many else [value for value, _p in options[:1]])
            self.form["fields"] += [(name, value) for value in chosen]
            self.select = None


def forms_of(page: str) -> list[dict]:
    """The page's POST forms."""
    read = Forms()
    read.feed(page)
    return read.found


def sent(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The fields by name, as the test client takes them."""
    body: dict[str, list[str]] = {}
    for name, value in fields:
        body.setdefault(name, []).append(value)
    return body


SENT: set[str] = set()


@pytest.mark.parametrize("key", PAGES)
def test_every_form_of_the_page_can_be_sent_as_it_stands(world, key):
    line, path, wrong = ADDRESSES[key], address_of(world, key), []
    role = next(role for role in AT_HOME if role in line.may)
    with transaction.atomic():
        page = world.browsers[role].get(path)
        transaction.set_rollback(True)
    if page.status_code != 200 or "text/html" not in page.headers.get("Content-Type", ""):
        return
    for form in forms_of(page.content.decode()):
        action = urljoin(path, form["action"]) if form["action"] else path
        if any(part in action for part in ENDS_THE_LOGIN):
            continue
        SENT.add(action)
        if "csrfmiddlewaretoken" not in dict(form["fields"]):
            wrong.append(f"{action}: no token")
        with transaction.atomic():
            answer = world.browsers[role].post(action, sent(form["fields"]))
            transaction.set_rollback(True)
        if answer.status_code not in (200, 302, 303, 422):
            wrong.append(f"{role} {action}: {answer.status_code}")
        elif answer.status_code in (200, 422) and "text/html" in answer.headers.get("Content-Type", "") and "<h1" not in answer.content.decode():
            wrong.append(f"{role} {action}: no page")
    assert not wrong, path


def test_the_walk_sent_many_forms(request):
    if len([item for item in request.session.items if item.name.startswith("test_every_form_of_the_page")]) == len(PAGES):
        assert len(SENT) >= FORMS_AT_LEAST, sorted(SENT)
