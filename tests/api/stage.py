"""The stage of the API's tests: one village with everything, two neighbours, and a bearer token for every role.

Example: ``stage.call("town_org_officer", "GET", "/people")`` is that officer's program asking. Days stand in 2019.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from qianxian.accounts import commands as accounts
from qianxian.accounts import queries as who
from qianxian.accounts.models import User
from qianxian.accounts.roles import ROLES
from qianxian.divisions import commands as divisions
from qianxian.divisions.models import County
from qianxian.foundation.reach import bind
from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
from tests.cast import COUNTY, DOUMEN_TOWN, SERVICE, divisions_file
from tests.engagements import stage as village_stage

DAY, FIRST = dt.date(2019, 3, 20), dt.date(2019, 1, 1)
VILLAGE, SIBLING, OTHER_TOWN = "440403103200", "440403103209", "440403107201"
PLACES = {"county": COUNTY, "town": DOUMEN_TOWN, "village": VILLAGE, "branch": VILLAGE, "self": VILLAGE}
_keys = itertools.count(1)


@dataclass
class Stage:
    """What a test may name."""

    tokens: dict[str, str] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    village: Any = None
    spare: Any = None
    made: dict[str, Any] = field(default_factory=dict)

    def call(
        self,
        role: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        match: str = "",
        form: dict | None = None,
        **query: Any,
    ):
        """One request of a role's program."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}
        if method in ("POST", "PATCH") and key != "":
            headers["Idempotency-Key"] = key or f"test-key-{next(_keys):06d}"
        if match:
            headers["If-Match"] = match
        url = f"/api/v1{path}"
        if form is not None:
            return Client().post(url, form, headers=headers)
        sent = {} if body is None else {"data": json.dumps(body, default=str), "content_type": "application/json"}
        return Client(raise_request_exception=False).generic(method, url, headers=headers, query_params=query, **sent)

    def acting(self, role: str):
        """The actor behind a role's token."""
        return who.actor_of_token(self.tokens[role], DAY)

    def let_in(self, key: str, login: str, code: str, **more: Any) -> None:
        """An account with one role and its token."""
        on = DAY
        user = accounts.open_account(login=login, name="测试员", first=FIRST, password="只在测试里用的口令2019", by=SERVICE, on=on,
                                     person_uuid=more.pop("person_uuid", None)).user  # fmt: skip
        grant = accounts.grant_role(user=user, role=more.pop("role", key), division_code=code, first=FIRST, by=SERVICE, on=on, **more)
        _row, self.tokens[key] = accounts.issue_api_token(grant=grant, label="测试", days=30, by=who.actor_for(grant, on), on=on)
        self.users[key] = user


def on_day(day: dt.date) -> None:
    """Move the county's business day."""
    County.objects.update(example_day=day)


def build() -> Stage:
    """The whole stage, in the caller's transaction."""
    bind(SERVICE)
    divisions.open_county(divisions_json=divisions_file(), by=SERVICE, is_example=True, example_day=DAY)
    stage = Stage()
    stage.village = village_stage.village(VILLAGE)
    stage.spare = village_stage.village(SIBLING, name="新乡村")
    far = village_stage.village(OTHER_TOWN, name="坭湾村")
    stage.made["far"] = far
    county = PartyOrganisation.objects.create(
        division_code=COUNTY, code="DM", name="中共斗门区委员会", short_name="区委", kind="party_committee", sector="gov", path="DM/"
    )
    stage.made["county_committee"] = county
    PartyOrganisation.objects.update(path="DM/x/")
    for one in PartyOrganisation.objects.exclude(pk=county.pk):
        one.parent, one.path = county, f"DM/{one.code}/"
        one.save()
    county.path = "DM/"
    county.save()
    for person, branch in ((stage.village.secretary, stage.village.organisation), (stage.village.member, stage.village.organisation)):
        member = PartyMember.objects.create(division_code=person.division_code, person=person, organisation=branch, status="full",
                                            joined_on=dt.date(2001, 7, 1), full_on=dt.date(2002, 7, 1))  # fmt: skip
        BranchRegistration.objects.create(
            division_code=person.division_code, member=member, organisation=branch, period=(dt.date(2001, 7, 1), None)
        )
        stage.made[f"member:{person.pk}"] = member
    for n, (code, role) in enumerate(ROLES.items()):
        if code == "service":
            continue
        more: dict[str, Any] = {}
        if code == "department_replier":
            more["department"] = "court"
        if code == "branch_secretary":
            more["organisation_code"] = stage.village.organisation.code
        if code in ("village_secretary", "branch_secretary"):
            more["person_uuid"] = stage.village.secretary.uuid
        elif role.level == "self" or code in ("centre_member", "window_staff"):
            more["person_uuid"] = stage.village.member.uuid
        stage.let_in(code, f"api{n:02d}", PLACES[role.level], **more)
    stage.let_in("other_town", "apiothertown", "440403107000", role="town_org_officer")
    stage.let_in("second_town_committee", "apicommittee2", DOUMEN_TOWN, role="town_committee")
    stage.let_in("second_org_officer", "apiorg2", COUNTY, role="district_org_officer")
    stage.let_in("second_vetting_officer", "apivet2", COUNTY, role="district_vetting_officer")
    stage.let_in("second_sec_admin", "apisec2", COUNTY, role="sec_admin")
    return stage
