"""A list written by one act is told in the log row by row, as if each had been recorded alone."""

import pytest

from qianxian.divisions.models import PopulationSnapshot
from qianxian.foundation import audit
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.foundation.reach import acting_as
from tests import cast


@pytest.mark.parametrize("rows", [0, 1, audit.ROWS_AT_ONCE + 1])
def test_each_row_has_its_leaf_its_salt_and_its_values(db, rows):
    things = [PopulationSnapshot(division_code=cast.DOUMEN_TOWN, year=number) for number in range(rows)]
    with acting_as(cast.SERVICE):
        audit.record_each(by=cast.SERVICE, action="divisions.approve_population", written=[(thing, {"year": thing.year}) for thing in things])
        leaves = list(AuditLeaf.objects.order_by("id"))
        told = {row.leaf: row for row in ChangeHistory.objects.all()}
    assert [(leaf.object_type, leaf.object_id) for leaf in leaves] == [("divisions.populationsnapshot", str(thing.uuid)) for thing in things], "in the order of the list"
    assert len(told) == rows == len({row.salt for row in told.values()})
    for leaf, thing in zip(leaves, things, strict=True):
        row = told[leaf.uuid]
        assert (row.before, row.after, row.object_id, row.division_code) == (None, {"year": thing.year}, leaf.object_id, leaf.division_code)
        assert (leaf.before_digest, leaf.after_digest) == ("", audit.salted_digest(row.salt, row.after))
        assert (leaf.actor, leaf.role, leaf.action) == ("service", "service", "divisions.approve_population")
