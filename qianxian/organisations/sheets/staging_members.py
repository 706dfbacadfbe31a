"""Members on their way from a checked file into the tables: one COPY, then set-based statements, all in the caller's transaction.

The staging table lives and dies with the transaction and carries no row beyond it; what leaves it passes row-level security.
New records get their keys while they are staged, so that no table just written is read again; what is new goes in by ascending
uuid, which every index on it takes at its right edge. Registrations go in before their members, whose own statement then finds
them there, and settles "a member stands in his branch" for all of them with one join instead of one question each at the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from qianxian.people import sheets as persons

STAGING = (
    ("kind", "text"), ("person_id", "bigint DEFAULT nextval('people_person_id_seq')"), ("person_uuid", "uuid"),
    ("member_id", "bigint DEFAULT nextval('organisations_partymember_id_seq')"), ("member_uuid", "uuid"), ("moved", "bool"),
    ("division_code", "text"), ("organisation_id", "bigint"), ("name", "text"), ("pinyin", "text"), ("initials", "text"), ("sex", "text"),
    ("birth_date", "date"), ("ethnicity", "text"), ("education", "text"), ("mobile", "text"), ("address", "text"), ("identity_sealed", "text"),
    ("identity_index", "text"), ("identity_masked", "text"), ("status", "text"), ("joined_on", "date"), ("full_on", "date"), ("mobility", "text"),
    ("dues_paid_to", "date"), ("registration_uuid", "uuid"), ("salt", "text"),
)  # fmt: skip
_PLACES = {name: i for i, (name, _kind) in enumerate(STAGING)}
_PERSON, _MEMBER, _NUMBER = _PLACES["person_uuid"], _PLACES["member_uuid"], _PLACES["identity_sealed"]
_REGISTRATION, _SALT = _PLACES["registration_uuid"], _PLACES["salt"]
#: Rows sent at once: enough to be quick, few enough to stay small in memory.
PIECE = 1_000
#: What COPY's text format reads otherwise than it stands.
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

#: kind "new": person and membership; "join": membership of a person already known; "change": both exist. With the keys each still lacks.
KINDS = {"new": ("person_id", "member_id"), "join": ("member_id",), "change": ()}
_PLACED = " FROM staged_members s JOIN organisations_partyorganisation o ON o.id = s.organisation_id"
NEW = (
    "INSERT INTO people_person (id, uuid, version, division_code, name, pinyin, initials, sex, birth_date, identity_kind, identity_sealed,"
    " identity_index, identity_masked, ethnicity, education, mobile, address, bank_name, account_sealed, account_index, account_masked, access_need)"
    " SELECT person_id, person_uuid, 1, division_code, name, pinyin, initials, sex, birth_date, 'resident_id', identity_sealed, identity_index,"
    " identity_masked, ethnicity, education, mobile, address, '', '', '', '', 'none' FROM staged_members WHERE kind = 'new'",
    # a roster does not say since when somebody belongs to the branch: the day of joining is the earliest it can be
    "INSERT INTO organisations_branchregistration (uuid, version, division_code, member_id, organisation_id, period, source_document)"
    " SELECT s.registration_uuid, 1, o.division_code, s.member_id, s.organisation_id, daterange(s.joined_on, NULL), ''"
    f"{_PLACED} WHERE s.kind <> 'change'",
    "INSERT INTO organisations_partymember (id, uuid, version, division_code, person_id, organisation_id, status, joined_on, full_on,"
    " probation_ends_on, mobility, dues_paid_to) SELECT s.member_id, s.member_uuid, 1, o.division_code, s.person_id, s.organisation_id, s.status,"
    " s.joined_on, s.full_on, CASE WHEN s.status = 'probationary' THEN (s.joined_on + interval '1 year')::date END, s.mobility, s.dues_paid_to"
    f"{_PLACED} WHERE s.kind <> 'change'",
    "INSERT INTO foundation_changehistory (leaf, object_type, object_id, division_code, salt, before, after)"
    " SELECT %(leaf)s, 'organisations.partymember', member_uuid::text, division_code, salt, NULL,"
    " jsonb_build_object('person', person_uuid, 'person_is_new', kind = 'new', 'organisation_id', organisation_id, 'name', name,"
    " 'identity_masked', identity_masked, 'status', status, 'joined_on', joined_on, 'full_on', full_on) FROM staged_members WHERE kind <> 'change'",
)
CHANGED = (
    "UPDATE people_person p SET name = s.name, pinyin = s.pinyin, initials = s.initials, sex = s.sex, birth_date = s.birth_date,"
    " ethnicity = s.ethnicity, education = s.education, mobile = s.mobile, address = s.address, division_code = s.division_code,"
    " version = p.version + 1 FROM staged_members s WHERE p.id = s.person_id AND s.kind <> 'new'",
    "UPDATE organisations_partymember m SET status = s.status, joined_on = s.joined_on, full_on = s.full_on, mobility = s.mobility,"
    " dues_paid_to = s.dues_paid_to, organisation_id = s.organisation_id, division_code = o.division_code, version = m.version + 1"
    " FROM staged_members s JOIN organisations_partyorganisation o ON o.id = s.organisation_id WHERE m.id = s.member_id AND s.kind = 'change'",
    "WITH closed AS (UPDATE organisations_branchregistration r SET period = daterange(lower(r.period), %(on)s), version = r.version + 1"
    " FROM staged_members s WHERE r.member_id = s.member_id AND s.kind = 'change' AND s.moved AND upper_inf(r.period)"
    " RETURNING r.uuid, r.division_code, lower(r.period) AS since)"
    " INSERT INTO foundation_changehistory (leaf, object_type, object_id, division_code, salt, before, after)"
    " SELECT %(leaf)s, 'organisations.branchregistration', uuid::text, division_code, replace(gen_random_uuid()::text, '-', ''),"
    " jsonb_build_object('period', jsonb_build_array(since, NULL)), jsonb_build_object('period', jsonb_build_array(since, %(on)s::date)) FROM closed",
    "WITH opened AS (INSERT INTO organisations_branchregistration (uuid, version, division_code, member_id, organisation_id, period, source_document)"
    " SELECT gen_random_uuid(), 1, o.division_code, s.member_id, s.organisation_id, daterange(%(on)s, NULL), ''"
    " FROM staged_members s JOIN organisations_partyorganisation o ON o.id = s.organisation_id WHERE s.kind = 'change' AND s.moved"
    " RETURNING uuid, division_code, organisation_id)"
    " INSERT INTO foundation_changehistory (leaf, object_type, object_id, division_code, salt, before, after)"
    " SELECT %(leaf)s, 'organisations.branchregistration', uuid::text, division_code, replace(gen_random_uuid()::text, '-', ''), NULL,"
    " jsonb_build_object('organisation_id', organisation_id, 'period', jsonb_build_array(%(on)s::date, NULL)) FROM opened",
)


def load(connection: Any, rows: Iterable[tuple[Any, ...]], *, on: dt.date, leaf: UUID) -> None:
    """Write staged rows to persons, memberships, registrations and, for new ones, the history."""
    rows = list(rows)
    kinds = {row[0] for row in rows}
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} {kind}" for name, kind in STAGING)
        cursor.execute(f"CREATE TEMP TABLE staged_members ({columns}) ON COMMIT DROP")
        for kind, lacking in KINDS.items():
            if kind in kinds:
                _copy(cursor, _filled([row for row in rows if row[0] == kind] if len(kinds) > 1 else rows, kind), lacking)
        # without it the planner takes 19,600 rows for a few; no other column's spread matters to a plan
        cursor.execute("ANALYZE staged_members (kind, organisation_id)")
        for statement in (*(NEW if kinds & {"new", "join"} else ()), *(CHANGED if kinds & {"change", "join"} else ())):
            cursor.execute(statement, {"on": on, "leaf": leaf} if "%(" in statement else None)
        cursor.execute("DROP TABLE staged_members")


def _filled(rows: list[tuple[Any, ...]], kind: str) -> list[Sequence[Any]]:
    """The rows of one kind by columns, with their keys, and the open identity number of a new person sealed for that person alone."""
    columns: list[Sequence[Any]] = [*zip(*rows, strict=True), [], []]
    count = len(rows)
    if kind == "new":
        people = sorted(persons.fresh_uuids(count))
        columns[_PERSON], columns[_NUMBER] = people, persons.sealed_identities(columns[_NUMBER], people)
    if kind != "change":
        columns[_MEMBER] = sorted(persons.fresh_uuids(count))
    columns[_REGISTRATION] = sorted(persons.fresh_uuids(count))
    columns[_SALT] = persons.fresh_salts(count)
    return columns


def _copy(cursor: Any, columns: list[Sequence[Any]], lacking: tuple[str, ...]) -> None:
    """COPY rows of one kind; the database gives the keys they lack."""
    kept = [name for name in _PLACES if name not in lacking]
    lines = zip(*(texts(columns[_PLACES[name]]) for name in kept), strict=True)
    with cursor.cursor.copy(f"COPY staged_members ({', '.join(kept)}) FROM STDIN") as copy:
        while piece := list(islice(lines, PIECE)):
            copy.write("\n".join(map("\t".join, piece)) + "\n")


def texts(values: Sequence[Any]) -> Sequence[str]:
    """One column as COPY reads it and as the digest takes it. Most hold text only, or few different values: far quicker than 25 values a row one by one."""
    kinds = set(map(type, values))
    if kinds != {str}:
        words = {value: "\\N" if value is None else value.translate(ESCAPED) if value.__class__ is str else str(value) for value in set(values)}
        return [words[value] for value in values]
    together = "".join(values)
    return values if together.isprintable() and "\\" not in together else [value.translate(ESCAPED) for value in values]
