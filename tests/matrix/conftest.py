"""The world of the matrix, built once for the folder's tests of a worker (four seconds) and rolled back at the end."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models.functions import Now

from qianxian.accounts.models import OpenSession
from tests.matrix import people


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield people.make()
        transaction.set_rollback(True)


@pytest.fixture
def world(built, django_db_blocker):
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        # Nobody has been idle: what a test writes is taken back, so the logins would grow old while the folder's tests run.
        OpenSession.objects.update(seen_at=Now())
        yield built
        transaction.set_rollback(True)
