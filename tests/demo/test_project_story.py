"""The story of projects alone, over a village with committees and no other registers: it plays through the commands, and its figures agree."""

from types import SimpleNamespace

import pytest

from qianxian.accounts.roles import ROLES
from qianxian.contracts.models import Contract
from qianxian.demo import cast, decision_story, project_story, thread_story
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import bind, prefix_of
from qianxian.plans.figures import COMPUTED
from qianxian.projects import queries
from qianxian.projects.models import Asset, Project
from tests.cast import SERVICE, acting
from tests.decisions import stage
from tests.funds.stage import ON, county

pytestmark = pytest.mark.django_db
SECRETARIES = {cast.secretary_login(code): ("village_secretary", code) for code in (cast.DACHIKAN_CODE, cast.LISHAN_CODE)}
TOLD_OF = {cast.DACHIKAN_CODE: ("F24", "F25", "F26"), cast.LISHAN_CODE: ("F30", "F35")}
TOWNS = {cast.town_login("440403105000", "town_committee"): ("town_committee", "440403105000")}


def actor(login: str) -> Actor:
    """The cast's actor of that login, without an account."""
    listed = {one.login: (one.role, one.division) for one in cast.CAST} | SECRETARIES | TOWNS
    role, code = listed[login]
    assert role in ROLES
    return acting(login, login, role, prefix_of(code))


def test_the_story_of_projects():
    """F24 to F26, F30 and F35 come out of rows that passed every rule and guard."""
    county()
    stage.village()
    play = SimpleNamespace(actor=actor)
    thread_story.water(play)
    thread_story.lishan(play)
    decision_story.venue(play)
    project_story.plan_projects(play)
    bind(SERVICE)
    by = acting("story", "故事", "audit_bureau", "440403")
    assert {figure: COMPUTED[figure].compute(by, ON, code) for code, told in TOLD_OF.items() for figure in told} == {
        "F24": 3_926_000, "F25": 10_236_000, "F26": 200_000, "F30": 2_060_000, "F35": 4,
    }  # fmt: skip
    water = Project.objects.get(kind="water")
    assert ([b.amount for b in water.budgets.order_by("position")], water.state) == ([3_926_000, 10_236_000], "approved")
    assert {a.cost for a in Asset.objects.all()} == {120_000, 80_000} and Contract.objects.count() == 2
    assert queries.projects(by).filter(state="asset").count() == 2
