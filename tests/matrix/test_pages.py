"""Role × every address × place: from one table, refusals included. An unlisted address fails."""

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client

from qianxian.config.api import api
from qianxian.portal import errors
from tests.api.operations import OPERATIONS, PAGES_ONLY
from tests.matrix.addresses import ADDRESSES, NOT_ASKED, PUBLIC
from tests.matrix.asking import address_of, names, status, word
from tests.matrix.people import AT_HOME, ELSEWHERE


@pytest.fixture(scope="module")
def drawn():
    """The refusals drawn so far."""
    return {}


@pytest.fixture(autouse=True)
def a_refusal_drawn_once(monkeypatch, drawn):
    """Five of six answers are refusals: that each person's page of a refusal can be drawn, with a reason and without, is seen once. The number comes from the view each time."""

    def once(request, template, context, status):
        actor = getattr(request, "actor", None)
        key = template, actor and (actor.login, actor.role), bool(context.get("reason")), status
        if key not in drawn:
            drawn[key] = render(request, template, context, status=status).content
        return HttpResponse(drawn[key], status=status)

    monkeypatch.setattr(errors, "render", once)


def test_every_address_stands_in_the_table():
    known = {key.partition("#")[0] for key in ADDRESSES} | set(NOT_ASKED)
    found = set(names())
    assert not {n for n in found if not n.startswith("api:")} - known, "say in tests/matrix/addresses.py who may"
    assert not known - found, "no longer an address"


def test_every_operation_of_the_api_stands_in_its_own_table():
    """tests/api/operations.py: one line per operation with who may and who may not, tried there."""
    described = {one["operationId"] for item in api.get_openapi_schema()["paths"].values() for one in item.values()}
    assert described == set(OPERATIONS) | set(PAGES_ONLY)


@pytest.mark.parametrize("key", ADDRESSES)
def test_roles(world, key):
    """Every role at its own place."""
    line, wrong = ADDRESSES[key], []
    path = address_of(world, key)
    for role in AT_HOME:
        answer = word(status(world.browsers[role], path, line))
        if (answer == "allowed") != (role in line.may) or answer.startswith("broken"):
            wrong.append(f"{role}: {answer}, expected {'allowed' if role in line.may else 'refused'}")
    assert not wrong, path


@pytest.mark.parametrize("key", [key for key, line in ADDRESSES.items() if line.reach])
def test_places(world, key):
    """The same roles in a sibling village and another town: a thing of the village is not there for them."""
    line, path = ADDRESSES[key], address_of(world, key)
    wrong = []
    for person, (role, place, _code) in ELSEWHERE.items():
        answer = word(status(world.browsers[person], path, line))
        if answer not in (("unseen",) if role in line.may else ("unseen", "refused")):
            wrong.append(f"{person} ({place}): {answer}")
    assert not wrong, path


@pytest.mark.parametrize("key", ADDRESSES)
def test_strangers(world, key):
    """Without a login: sent to the login page, 401 or 404, but for the allow-list."""
    line = ADDRESSES[key]
    number = status(Client(), address_of(world, key), line)
    if key in PUBLIC:
        assert number in (200, 302)
    else:
        assert number in (302, 401, 404), number


def test_strangers_at_the_api(world):
    assert Client().get("/api/v1/people").status_code == 401
    for operation in ("openapi.json", "docs"):
        assert Client().get(f"/api/v1/{operation}").status_code in (401, 302, 404)
