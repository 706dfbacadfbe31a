"""The matrix tested on itself: take one guard away, and it must go red.

Reach is guarded twice. Each of the two is tried alone (the other taken away first), which shows that it holds by itself and that the
matrix would see it gone.
"""

import sys
from dataclasses import replace

from django.db import models

from qianxian.foundation import reach
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED
from tests.cast import SERVICE
from tests.matrix import doors
from tests.matrix.addresses import ADDRESSES
from tests.matrix.asking import address_of, status, word
from tests.matrix.people import AT_HOME, ELSEWHERE
from tests.profiles import NAME, figure, times

# Lists and things of the village, asked by people of other places: nothing of it may be seen.
LISTS = {
    "organisations:list": lambda v: v.organisation.name, "centres:list": lambda v: v.centre.name,
    "people:list": lambda v: str(v.member.uuid), "organisations:members": lambda v: str(v.member.uuid),
}  # fmt: skip
THINGS = ("organisations:organisation", "centres:centre", "people:person", "engagements:review", "organisations:committee", "imports:batch")
ASKING = ("other_town_officer", "far_secretary")


def seen(world) -> list[str]:
    """What people of other places see of the village: empty while the matrix is green."""
    out = []
    for person in ASKING:
        for key in THINGS:
            role = ELSEWHERE[person][0]
            if role in ADDRESSES[key].may and word(status(world.browsers[person], address_of(world, key), ADDRESSES[key])) == "allowed":
                out.append(f"{person} opens {key}")
        for key, trace in LISTS.items():
            name = trace(world.stage.village)
            if name in world.browsers[person].get(address_of(world, key)).content.decode():
                out.append(f"{person} reads {name} in {key}")
    return out


def without_filter(patch) -> None:
    """Queries no longer start at the reach."""
    patch.setattr(reach.DivisionQuerySet, "visible_to", lambda self, actor, scope=None: self.all())


def without_policies(patch) -> None:
    """Row-level security sees the whole county for everybody."""
    real = reach.bind
    for module in [m for name, m in list(sys.modules.items()) if name.startswith("qianxian.") and getattr(m, "bind", None) is real]:
        patch.setattr(module, "bind", lambda actor: real(SERVICE))


def without_places(patch) -> None:
    """Permissions no longer ask where."""
    patch.setattr(Actor, "reaches", lambda self, code: True)


def test_green_as_it_stands(world):
    assert seen(world) == []


def test_the_filter_holds_alone_and_is_missed(world, monkeypatch):
    without_policies(monkeypatch)
    assert seen(world) == []
    without_filter(monkeypatch)
    assert seen(world)


def test_the_policies_hold_alone_and_are_missed(world, monkeypatch):
    without_filter(monkeypatch)
    without_places(monkeypatch)
    assert seen(world) == []
    without_policies(monkeypatch)
    assert seen(world)


def test_the_place_is_missed(monkeypatch):
    without_places(monkeypatch)
    missed = [name for name, function in doors.permissions() if doors.wrong_cells(name, function)]
    by_place = [name for name, (roles, places) in doors.DOORS.items() if roles and places == doors.HERE]
    assert set(missed) >= set(by_place)


# The department itself decides here: who belongs to none is refused whatever the role may do.
BY_DEPARTMENT = ("engagements.can_view_department_list", "engagements.can_answer_vetting")
# The thing itself names the role that handles it: another one is refused whatever it may do.
BY_ITS_OWN_ROLE = ("elements.can_steer_collection", "elements.can_answer_report")


def test_the_role_is_missed(monkeypatch):
    monkeypatch.setattr(Actor, "may", lambda self, permission: True)
    plain = doors.actor
    # a department's list is guarded by the department as well; here everybody has it
    monkeypatch.setattr(doors, "actor", lambda role, place: replace(plain(role, place), department="court"))
    by_role = [(name, function) for name, function in doors.permissions() if doors.DOORS[name][0] not in (doors.NONE, doors.ALL)]
    assert not [name for name, function in by_role if name not in (*BY_DEPARTMENT, *BY_ITS_OWN_ROLE) and not doors.wrong_cells(name, function)]


def everywhere(function):
    """(module, name) wherever the product holds the function."""
    return [
        (module, attribute)
        for name, module in list(sys.modules.items())
        if name.startswith("qianxian.")
        for attribute, value in list(vars(module).items())
        if value is function
    ]


def test_each_permission_is_missed_by_a_page(world, monkeypatch):
    """Every can_… opened in turn: a page that was refused because of it opens, so the matrix would be red."""
    asked: list[str] = []
    for name, function in doors.permissions():
        def listening(*given, _name=name, _function=function, **more):
            answer = _function(*given, **more)
            if not answer:
                asked.append(_name)
            return answer

        for module, attribute in everywhere(function):
            monkeypatch.setattr(module, attribute, listening)
    cells: dict[str, list[tuple[str, str]]] = {}
    for key, line in ADDRESSES.items():
        path = address_of(world, key)
        for person in AT_HOME if NAME == "soak" else ("cashier", "village_secretary", "resident", "town_committee"):
            if person in line.may:
                continue
            asked.clear()
            if word(status(world.browsers[person], path, line)) == "refused" and asked:
                cells.setdefault(asked[-1], []).append((person, key))
    monkeypatch.undo()
    assert len(cells) > 25, sorted(cells)
    unseen = []
    for name, function in doors.permissions():
        if name not in cells:
            continue
        with monkeypatch.context() as patch:
            for module, attribute in everywhere(function):
                patch.setattr(module, attribute, lambda *given, **more: ALLOWED)
            if not any(word(status(world.browsers[person], address_of(world, key), ADDRESSES[key])) != "refused" for person, key in cells[name][: times(4, soak=1000)]):
                unseen.append(name)
    assert not unseen
    figure(f"{len(cells)} permissions opened in turn, {sum(map(len, cells.values()))} refused cells watched: each was missed")


def test_mutants_touch_what_the_product_uses():
    assert issubclass(reach.DivisionQuerySet, models.QuerySet)
    assert all(everywhere(function) for _name, function in doors.permissions())
