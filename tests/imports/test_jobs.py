"""Uploads nobody confirmed are dropped after a week, not before."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from qianxian.imports.jobs import drop_stale_uploads
from qianxian.imports.models import ImportBatch, ImportFile
from tests.imports.test_commands import _tree, preview  # noqa: F401
from tests.organisations.conftest import county, tree  # noqa: F401


def test_a_week_old_upload_is_dropped_with_its_file():
    batch = preview()
    assert drop_stale_uploads() == 0
    ImportBatch.objects.filter(pk=batch.pk).update(uploaded_at=timezone.now() - dt.timedelta(days=8))
    assert drop_stale_uploads() == 1
    batch.refresh_from_db()
    assert batch.state == "dropped" and not ImportFile.objects.filter(batch=batch).exists()
