"""The page of the story: seen by officers, refused to others, and light on queries."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse

DAY = dt.date(2019, 12, 16)


@pytest.fixture
def as_login(doumen, client):
    from qianxian.accounts.middleware import GRANT_KEY, SECOND_KEY
    from qianxian.accounts.models import OpenSession, RoleGrant, User

    def log_in(login: str):
        user = User.objects.get(login=login)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[SECOND_KEY], session[GRANT_KEY] = True, str(RoleGrant.objects.get(user=user).uuid)
        session.save()
        OpenSession.objects.create(user=user, session_key=session.session_key, address="127.0.0.1", device="test")
        return client

    return log_in


def test_the_page_shows_each_figure_with_the_way_to_its_rows(as_login):
    page = as_login("liangyw").get(reverse("plans:story"))
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count('<th scope="row"') == 47
    assert "19648" in text.replace(",", "") and "模块未建" in text and "/engagements/?outcome=deferred" in text


def test_who_has_no_business_with_it_is_told_who_has(as_login):
    page = as_login("linyf").get(reverse("plans:story"))
    assert page.status_code == 403
    assert "文章数字对照由" in page.content.decode()


def test_in_english_too(as_login):
    client = as_login("liangyw")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = client.get(reverse("plans:story")).content.decode()
    assert "Service centres opened in 2019" in text and "挂牌的村" not in text


def test_the_page_asks_the_database_no_more_often_than_it_has_figures(as_login, django_assert_max_num_queries):
    client = as_login("liangyw")
    with django_assert_max_num_queries(95):
        client.get(reverse("plans:story"))
