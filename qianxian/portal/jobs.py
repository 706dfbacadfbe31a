"""The looks at everybody's 待办 that become messages, and the queue kept short. Each may run twice without harm."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from qianxian.portal.digests import write_notices

KEPT_HOURS = 7 * 24


@app.periodic(cron="*/15 * * * *")
@app.task(name="portal.look_at_work", queueing_lock="portal.look_at_work")
def look_at_work(timestamp: int = 0) -> int:
    """The number of messages written."""
    return write_notices(timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(name="portal.forget_done_jobs", queueing_lock="portal.forget_done_jobs", pass_context=True)
async def forget_done_jobs(context: JobContext, timestamp: int = 0) -> None:
    """Jobs that were done a week ago are forgotten; those that failed stay, for the system administrator's desk."""
    await builtin_tasks.remove_old_jobs(context, max_hours=KEPT_HOURS)
