"""``{% example_logins %}``: the example's logins for the login page. A template asks, so that ``accounts`` need not import this room."""

from __future__ import annotations

from typing import Any

from django import template

from qianxian.demo.cast import PASSWORD, logins

register = template.Library()


@register.inclusion_tag("demo/_logins.html")
def example_logins() -> dict[str, Any]:
    """Role, login and place of everybody who can log in to the example. Only ever asked for in the example county."""
    return {"logins": logins(), "password": PASSWORD}
