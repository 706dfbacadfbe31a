"""A payment asks the database as often in a village with years of payments, certificates and corrected pay behind it as in one that begins."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianxian.foundation.reach import bind
from tests.cast import SERVICE
from tests.funds import crowd, stage
from tests.funds.stage import SECRETARY, yuan
from tests.funds.test_corrections_paid import corrected, leave, person
from tests.funds.test_pay_runs import asked, village_run
from tests.pay.stage import correct

pytestmark = pytest.mark.django_db


def asked_for(ask) -> int:
    """The statements of a payment from its request until it is paid; what is remembered between two was remembered before."""
    stage.carried(ask())
    with CaptureQueriesContext(connection) as seen:
        stage.carried(ask())
    return len(seen)


def test_a_payment_asks_no_more_for_all_that_was_paid_before():
    run = village_run()
    v = stage.village()
    v.receive(v.pay, "300000", dt.date(2019, 10, 8))
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    v.earn("300000", dt.date(2019, 10, 9))
    stage.ceiling(SECRETARY.login, 300000)
    standing, paper = stage.standing(v), crowd.certificate(v, "20000")
    roads = {
        "certificate": lambda: stage.requested(v, amount=yuan(10), authority="certificate", certificate=paper, standing=None, payee="斗门某店"),
        "small": lambda: stage.requested(v, standing, amount=yuan(10)),
        "pay_run": lambda: asked(v, run, yuan(1)),
    }
    few = {name: asked_for(road) for name, road in roads.items()}
    assert min(few.values()) > 10
    for _turn in range(3):
        more = crowd.certificate(v, "5000")
        for _again in range(4):
            stage.carried(stage.requested(v, amount=yuan(10), authority="certificate", certificate=more, standing=None, payee="斗门某店"))
            stage.carried(roads["small"]())
            stage.carried(roads["certificate"]())
            stage.carried(roads["pay_run"]())
    leave()
    correct(run, "unpaid_leave", person())
    corrected(run)
    bind(SERVICE)
    assert {name: asked_for(road) for name, road in roads.items()} == few
