"""One stage for a whole module, each test in a savepoint that is taken back.

A module that takes ``stage`` is not marked ``django_db`` and asks for no ``db``: their end shuts the connection on which the stage stands.
"""

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.api import stage as stages


@pytest.fixture(scope="module")
def standing_stage(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield stages.build()
        transaction.set_rollback(True)


@pytest.fixture
def stage(standing_stage, django_db_blocker):
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield standing_stage
        transaction.set_rollback(True)
