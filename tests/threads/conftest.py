"""The county opened on the example's day."""

import pytest

from qianxian.divisions import commands as divisions
from qianxian.foundation.reach import bind
from tests import cast
from tests.threads.stage import ON


@pytest.fixture
def county(db):
    """The county opened, everybody's rows in reach of the service actor."""
    bind(cast.SERVICE)
    divisions.open_county(divisions_json=cast.divisions_file(), by=cast.SERVICE, is_example=True, example_day=ON)
