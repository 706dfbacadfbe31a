"""One question of the matrix: what an address answers to somebody, in a word, with nothing left written."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from tests.matrix.addresses import ADDRESSES, Address
from tests.matrix.people import World


def names() -> Iterator[str]:
    """The name of every address of the product, walked from the resolver."""

    def walk(resolver, space: str) -> Iterator[str]:
        for one in resolver.url_patterns:
            if isinstance(one, URLPattern):
                yield f"{space}{one.name}"
            else:
                yield from walk(one, space + (f"{one.namespace}:" if one.namespace else ""))

    yield from walk(get_resolver(), "")


def address_of(world: World, key: str) -> str:
    """The path of a line of the table."""
    line = ADDRESSES[key]
    return reverse(key.partition("#")[0], kwargs=line.at(world)) + line.query


def status(client: Client, path: str, line: Address) -> int:
    """The answer's number; whatever was written is taken back."""
    with transaction.atomic():
        answer = client.post(path, line.body or {}) if line.post else client.get(path)
        number = answer.status_code
        transaction.set_rollback(True)
    return number


def word(number: int) -> str:
    """allowed, refused (403), unseen (404) or login."""
    return {403: "refused", 404: "unseen", 401: "login"}.get(number, "allowed" if number < 500 else f"broken {number}")
