"""A payment that names the contract it pays: to its other side, on its certificate, and never more in all than it comes to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianxian.contracts import commands as contracts
from qianxian.contracts import payments as told
from qianxian.contracts import queries as library
from qianxian.contracts.models import Contract
from qianxian.foundation.errors import RuleViolated
from qianxian.funds.models import Payment
from qianxian.funds.queries.gates import gate
from qianxian.funds.queries.payments import paid_under_contract
from tests.contracts import stage as signing
from tests.funds import stage
from tests.funds.stage import ON, carried, requested, yuan

pytestmark = pytest.mark.django_db


def world(limit: str = "100000", amount: str = "60000"):
    """A village with money and a contract within its certificate."""
    v = stage.village()
    v.receive(v.venue, 200000)
    stage.ceiling(stage.SECRETARY.login, 1000000)
    held = signing.certificate(limit)
    return v, held, signing.signed(held, amount=yuan(amount))


def asked(v, row: Contract, amount, **more) -> Payment:
    given = {"authority": "certificate", "standing": None, "certificate": row.certificate, "contract": row, "payee": row.counterparty, "amount": yuan(amount)} | more
    return requested(v, None, **given)


def refused(call, name: str) -> None:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        call()
    assert error.value.__cause__.diag.constraint_name == name, str(error.value)


@pytest.mark.parametrize(("second", "why"), [("19999.99", set()), ("20000", set()), ("20000.01", {"within_contract"})])
def test_below_at_and_above_the_contract(second, why):
    v, _held, row = world()
    carried(asked(v, row, 40000))
    payment = asked(v, row, second)
    unmet = {c.code for c in gate(payment, ON) if not c.met and not c.step}
    assert unmet == why
    if why:
        with pytest.raises(RuleViolated) as error, transaction.atomic():
            carried(payment, "approve_payment")
        assert {v.code for v in error.value.violations} == why
    else:
        carried(payment)
        assert told.paid_under(row) == yuan(40000) + yuan(second)


def test_by_straight_sql_nothing_goes_beyond_the_contract_or_to_somebody_else():
    v, held, row = world()
    carried(asked(v, row, 40000))
    payment = carried(asked(v, row, 20000), "approve_payment")
    other = signing.signed(held, amount=yuan(1000))

    def put(change: str, pk: int):
        return lambda: connection.cursor().execute(f"UPDATE funds_payment SET {change} WHERE id = %s", [pk])

    refused(put("contract_id = NULL", payment.pk), "changed_payment_starts_again")
    refused(put(f"contract_id = {other.pk}", payment.pk), "changed_payment_starts_again")
    third = carried(asked(v, row, "0.01"), "look_at_payment")
    refused(put(f"state = 'approved', approved_by = '{stage.SECRETARY.login}', approved_on = '{ON}'", third.pk), "payment_within_the_contract")
    refused(put("payee = '别人'", asked(v, row, 10).pk), "payment_to_the_other_side")
    refused(lambda: asked(v, row, 10, payee="别人"), "payment_to_the_other_side")
    refused(lambda: asked(v, signing.drafted(held), 10, certificate=held), "payment_of_a_contract")
    refused(lambda: asked(v, row, 10, certificate=signing.certificate("9000", title="另一项")), "payment_on_the_contracts_certificate")
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        signing.amended(row, "-0.01", day=ON)
    assert error.value.__cause__.diag.constraint_name == "payment_within_the_contract"


def test_an_amendment_makes_room_and_a_reversal_gives_it_back():
    v, _held, row = world()
    first = carried(asked(v, row, 60000))
    signing.amended(row, 6000, day=ON)
    carried(asked(v, row, 6000))
    assert paid_under_contract(row) == yuan(66000)
    v.reverse(first.voucher)
    assert paid_under_contract(row) == yuan(6000)


def test_a_terminated_contract_is_not_paid():
    v, _held, row = world()
    payment = asked(v, row, 1000)
    contracts.terminate_contract(contract=row, reason="施工方违约", by=signing.CLERK, on=ON)
    assert {c.code for c in gate(Payment.objects.get(pk=payment.pk), ON) if not c.met and not c.step} == {"contract_signed"}
    refused(lambda: connection.cursor().execute("UPDATE funds_payment SET summary = 'x' WHERE id = %s", [payment.pk]), "payment_of_a_contract")


STEP = st.tuples(st.sampled_from(("sign", "amend", "again", "pay")), st.decimals("0.01", "40000", places=2))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_paid_is_within_the_contract_and_the_contract_within_its_certificate(steps):
    """Whatever is tried in whatever order: what is let through never breaks either bound."""
    with transaction.atomic():
        v, held, row = world("50000", "20000")
        certificates, day = [held], dt.date(2019, 12, 1)
        for what, amount in steps:
            try:
                with transaction.atomic():
                    if what == "sign":
                        signing.signed(held, amount=amount)
                    elif what == "pay":
                        carried(asked(v, row, amount))
                    else:
                        again = signing.certificate("30000", title="增加") if what == "again" else None
                        signing.amended(row, amount, again, day=day)
                        certificates += [again] if again else []
            except RuleViolated:
                continue
        total = library.total_of(row)
        assert paid_under_contract(row) <= total
        for one in certificates:
            assert library.promised_under(one) <= one.amount_limit
        assert total >= Decimal(20000)
        transaction.set_rollback(True)
