"""The chip of the date does not mislead: pages that cannot be asked as of a day say so."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from qianxian.portal.shell import SHOWS_A_DAY
from tests import cast
from tests.organisations.conftest import county, members, tree  # noqa: F401
from tests.registry_pages import browser_of

pytestmark = pytest.mark.usefixtures("members")


@pytest.mark.parametrize("address", ["/members/", "/organisations/", "/mandates/", "/centres/", "/engagements/", "/engagements/grades/", "/reserve/candidates/", "/settings/"])
def test_a_page_of_a_day_offers_the_day(address, monkeypatch):
    page = browser_of(cast.COUNTY_OFFICER, monkeypatch).get(address, {"on": "2018-05-04"}).content.decode()
    assert "看哪一天的情况" in page and 'value="2018-05-04"' in page and "这一页只有现在的情况" not in page


@pytest.mark.parametrize("address", ["/engagements/reviews/", "/imports/", "/transfers/", "/elections/", "/people/", "/people/register/", "/assessments/"])
def test_a_page_of_today_says_so(address, monkeypatch):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    page = browser.get(address, {"on": "2018-05-04"}).content.decode()
    assert "这一页只有现在的情况，不能按 2018-05-04 看" in page and "看哪一天的情况" not in page
    assert "不能按" not in browser.get(address).content.decode()


def test_every_page_named_here_exists():
    def names(resolver, space=""):
        for entry in resolver.url_patterns:
            if hasattr(entry, "url_patterns"):
                yield from names(entry, f"{entry.namespace}:" if entry.namespace else space)
            elif entry.name:
                yield space + entry.name

    assert SHOWS_A_DAY - {"design"} <= set(names(get_resolver()))
