"""A form of 反映问题 or of the window that is sent eight times at the same moment makes one request, and nobody is shown a fault."""

from uuid import uuid4

import pytest

from qianxian.foundation.reach import acting_as
from qianxian.requests.models import Request, Requester
from tests.at_once import together
from tests.cast import SERVICE
from tests.engagements.stage import open_county
from tests.requests.stage import received, told


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", [told, received])
def test_eight_at_once_make_one_request(way):
    open_county()
    key = uuid4()
    assert together([lambda: way("help", key=key)] * 8) == {"done": 8}
    with acting_as(SERVICE):
        assert Request.objects.get().uuid not in (None, key) and Requester.objects.count() == 1
