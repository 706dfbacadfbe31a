"""The log in words: an action's and a role's name as people say them. Load with ``{% load acts %}`` or through ``qx``."""

from __future__ import annotations

from django import template

from qianxian.accounts import queries
from qianxian.accounts.roles import ROLES
from qianxian.portal.acts import ACTS, OBJECTS

register = template.Library()


@register.filter
def act_name(action: str) -> str:
    """提名, 决定聘任 …; the code itself for an act that has no words yet (a test refuses that)."""
    return str(ACTS.get(action, action))


@register.filter
def role_name(code: str) -> str:
    """The role's title; the code itself for a role that no longer exists."""
    return str(ROLES[code].title) if code in ROLES else code


@register.filter
def object_name(code: str) -> str:
    """What an act was done to, in words: 选聘, 工资批次 …; the code itself for what has no words yet (a test refuses that)."""
    return str(OBJECTS.get(code, code))


@register.simple_tag
def person_name(login: str) -> str:
    """The name behind a recorded login; the login itself when the account is gone."""
    return queries.names_of_logins([login]).get(login, login)
