"""Nightly: uploads that nobody confirmed within a week are dropped, their files with them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from qianxian.accounts.queries import service_actor
from qianxian.divisions.queries import county
from qianxian.foundation.reach import acting_as
from qianxian.imports.commands import drop_batch
from qianxian.imports.models import ImportBatch

KEPT = dt.timedelta(days=7)


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="imports.drop_stale_uploads")
def drop_stale_uploads(timestamp: int = 0) -> int:
    """The number of uploads dropped; the service actor does it, and it is recorded."""
    here = county()
    if here is None:
        return 0
    with acting_as(service_actor(here.code)) as by:
        stale = list(ImportBatch.objects.visible_to(by).filter(state=ImportBatch.State.PREVIEWED, uploaded_at__lt=timezone.now() - KEPT))
        for batch in stale:
            drop_batch(batch=batch, by=by, takes_over=True)
    return len(stale)
