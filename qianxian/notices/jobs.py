"""The jobs of the outbox: one notice as soon as its transaction is through, and every five minutes whatever is due or was left behind."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from qianxian.notices import delivery


@app.task(name="notices.send_notice")
def send_notice(uuid: str) -> str:
    """One notice; its state afterwards."""
    return delivery.deliver(uuid, timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="notices.send_due", queueing_lock="notices.send_due")
def send_due(timestamp: int = 0) -> dict[str, int]:
    """Second tries, what waited for the morning, and what a dead worker left; how many came to which end."""
    return delivery.send_due(timezone.now())
