"""A revealed field stays open for five minutes: a signed token says who may look at which field of whom, and since when.

The token holds no value; the page unseals anew while it is good.
"""

from __future__ import annotations

from django.core import signing

from qianxian.foundation.actor import Actor
from qianxian.people.commands import REVEALABLE, full_value
from qianxian.people.models import Person

SECONDS = 300
SALT = "people.reveals"


def token_for(person: Person, field: str, by: Actor) -> str:
    """A token for the address of the person's page."""
    return signing.dumps([str(person.uuid), field, by.login, by.role], salt=SALT)


def shown_field(person: Person, token: str, by: Actor) -> tuple[str, str] | None:
    """(field, full value) while the token is good and is this actor's for this person; else None."""
    if not token:
        return None
    try:
        uuid, field, login, role = signing.loads(token, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if (uuid, login, role) != (str(person.uuid), by.login, by.role) or field not in REVEALABLE:
        return None
    return field, full_value(person, field)
