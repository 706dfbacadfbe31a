"""What every command of the room does first and last: the contract locked, the move allowed, the row saved as a further version."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from qianxian.contracts import judging, queries
from qianxian.contracts.models import Contract, RelatedParty
from qianxian.contracts.moves import ALLOWED_MOVES
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict


def locked(contract: Contract) -> Contract:
    """The contract's row, locked for the transaction."""
    return Contract.objects.select_for_update(of=["self"], no_key=True).select_related("certificate__matter").get(pk=contract.pk)


def expect(row: Contract, *states: str) -> None:
    """Raise Conflict unless the contract is in one of the states."""
    if row.state not in states:
        raise Conflict(_("合同现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()}, current=row)


def moved(row: Contract, state: str) -> dict[str, str]:
    """The contract saved in its next state; the state it was in. Raises Conflict for a move that is not on the road."""
    if state not in ALLOWED_MOVES[row.state]:
        expect(row, state)
    before = {"state": row.state}
    row.state, row.version = state, row.version + 1
    row.save()
    return before


def look_for_parties(row: Contract, by: Actor, on: dt.date) -> list[RelatedParty]:
    """Related parties found anew and kept, each waiting for its answer; those known before stay as they are."""
    known = set(row.parties.values_list("name", flat=True))
    found = {f.officer.name: (f.officer.office, f.source, f.relation) for f in judging.parties_near(row, by, on)}
    for earlier in queries.declared_before(row):
        found.setdefault(earlier.name, (earlier.office, RelatedParty.Source.EARLIER, earlier.relation))
    return RelatedParty.objects.bulk_create([
        RelatedParty(division_code=row.division_code, contract=row, name=name, office=office[:120], source=source, relation=relation, found_on=on, found_by=by.login)
        for name, (office, source, relation) in found.items() if name not in known
    ])  # fmt: skip
