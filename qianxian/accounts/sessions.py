"""Where a login's session is kept: Django's table and Django's store, read by a statement that is planned once, because each request asks for it."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from qianxian.foundation.statements import rows_where


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        """The living session of the key; without one the key is forgotten, as Django does."""
        kept = rows_where(self.model, "session_key = %s AND expire_date > %s", self.session_key, timezone.now())
        if not kept:
            self._session_key = None
        return kept[0] if kept else None
