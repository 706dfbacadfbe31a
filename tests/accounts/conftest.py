"""A county with its accounts, opened by the same commands a security administrator uses."""

import datetime as dt

import pyotp
import pytest

from qianxian.accounts import commands
from qianxian.accounts.commands import second_factors
from qianxian.accounts.models import SecondFactor, User
from qianxian.divisions.models import County
from tests import cast
from tests.api.conftest import stage, standing_stage

__all__ = ["stage", "standing_stage"]  # for what programs and pages of all rooms meet

ON = dt.date(2019, 12, 16)
FIRST = dt.date(2019, 1, 1)
PASSWORD = "八甲村的鱼塘很大2019"


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = "tests.accounts.addresses"


@pytest.fixture
def county(db):
    return County.objects.create(code=cast.COUNTY, name="斗门区", is_example=True, example_day=ON)


@pytest.fixture
def opened(county):
    """opened("login", "role", "code", …) → User with one grant, ready to log in."""

    def make(login: str, *roles: tuple, **more) -> User:
        user = commands.open_account(
            login=login,
            name=more.pop("name", login),
            first=FIRST,
            password=PASSWORD,
            by=cast.SERVICE,
            on=ON,
            phone=more.pop("phone", ""),
            person_uuid=more.pop("person_uuid", None),
            last=more.pop("last", None),
        ).user
        for role, code in roles:
            commands.grant_role(user=user, role=role, division_code=code, first=FIRST, by=cast.SERVICE, on=ON, **more)
        return user

    return make


@pytest.fixture
def town_officer(opened):
    return opened("zhaobk", ("town_org_officer", cast.DOUMEN_TOWN), name="赵炳坤")


@pytest.fixture
def security_officers(opened):
    return [opened(login, ("sec_admin", cast.COUNTY), name=name) for login, name in (("luojy", "罗俊英"), ("guanzh", "关志豪"))]


def bind_phone(user: User) -> str:
    """Bind a phone and forget that its first code was used; the secret."""
    secret = second_factors.fresh_secret()
    commands.enrol_totp(user=user, secret=secret, code=pyotp.TOTP(secret).now(), by=second_factors.person_only(user), on=ON)
    SecondFactor.objects.filter(user=user).update(last_step=0)
    return secret


@pytest.fixture
def logged_in(client):
    """logged_in(user) → the client after password and code."""

    def go(user: User, browser=None):
        browser = browser or client
        browser.post("/login/", {"login": user.login, "password": PASSWORD})
        factor = SecondFactor.objects.filter(user=user).first()
        if factor:
            secret = second_factors.secret_of(factor)
            SecondFactor.objects.filter(user=user).update(last_step=0)
            browser.post("/login/code/", {"code": pyotp.TOTP(secret).now()})
        return browser

    return go
