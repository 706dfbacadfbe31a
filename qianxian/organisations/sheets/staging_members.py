"""Members on their way from a checked file into the tables: COPY, then set-based statements, all in the caller's transaction.

The staging tables live and die with the transaction and carry no row beyond it; what leaves them passes row-level security.
New records get their keys before they are staged, so that no table just written is read again; what is new goes in by ascending
uuid, which every index on it takes at its right edge. Memberships go first: while the server writes them, this process seals and
spells the persons, and puts their lines together, which follow. Registrations go in before their members, whose own statement then finds them there, and settles
"a member stands in his branch" for all of them with one join instead of one question each at the end.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import UUID

import psycopg

from qianxian.foundation.masks import mask_identity
from qianxian.people import sheets as persons
from qianxian.people.names import spelled_name

#: One kind of rows by column name, each column as COPY reads it; beside them, until the persons are complete, their open numbers and their names as they are.
Columns = dict[str, Sequence[str]]

#: kind "new": person and membership; "join": membership of a person already known; "change": both exist.
KINDS = ("new", "join", "change")
MEMBERS = {
    "kind": "text", "person_id": "bigint", "member_id": "bigint", "member_uuid": "uuid", "registration_uuid": "uuid",
    "moved": "bool", "division_code": "text", "organisation_id": "bigint", "status": "text", "joined_on": "date", "full_on": "date",
    "mobility": "text", "dues_paid_to": "date",
}  # fmt: skip
PERSONS = {
    "kind": "text", "person_id": "bigint", "person_uuid": "uuid", "division_code": "text", "name": "text", "pinyin": "text", "initials": "text",
    "sex": "text", "birth_date": "date", "ethnicity": "text", "education": "text", "mobile": "text", "address": "text", "identity_sealed": "text",
    "identity_index": "text", "identity_masked": "text", "salt": "text",
}  # fmt: skip
#: What a file says of a member: the digest's columns. Pinyin and masks follow from them, and an open number is in no digest.
SAID = (
    "organisation_id", "name", "sex", "birth_date", "ethnicity", "education", "mobile", "address", "identity_index", "status", "joined_on",
    "full_on", "mobility", "dues_paid_to",
)  # fmt: skip
#: The keys that the database draws for each kind of rows, with their sequences.
DRAWN = {
    "new": {"person_id": "people_person_id_seq", "member_id": "organisations_partymember_id_seq"},
    "join": {"member_id": "organisations_partymember_id_seq"}, "change": {},
}  # fmt: skip
#: Rows sent at once: enough to be quick, few enough to stay small in memory.
PIECE = 1_000
#: What COPY's text format reads otherwise than it stands.
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_PLACED = " FROM staged_members s JOIN organisations_partyorganisation o ON o.id = s.organisation_id"
JOINED = (
    # a roster does not say since when somebody belongs to the branch: the day of joining is the earliest it can be
    "INSERT INTO organisations_branchregistration (uuid, version, division_code, member_id, organisation_id, period, source_document)"
    " SELECT s.registration_uuid, 1, o.division_code, s.member_id, s.organisation_id, daterange(s.joined_on, NULL), ''"
    f"{_PLACED} WHERE s.kind <> 'change'",
    "INSERT INTO organisations_partymember (id, uuid, version, division_code, person_id, organisation_id, status, joined_on, full_on,"
    " probation_ends_on, mobility, dues_paid_to) SELECT s.member_id, s.member_uuid, 1, o.division_code, s.person_id, s.organisation_id, s.status,"
    " s.joined_on, s.full_on, CASE WHEN s.status = 'probationary' THEN (s.joined_on + interval '1 year')::date END, s.mobility, s.dues_paid_to"
    f"{_PLACED} WHERE s.kind <> 'change'",
)
NEW = (
    "INSERT INTO people_person (id, uuid, version, division_code, name, pinyin, initials, sex, birth_date, identity_kind, identity_sealed,"
    " identity_index, identity_masked, ethnicity, education, mobile, address, bank_name, account_sealed, account_index, account_masked, access_need)"
    " SELECT person_id, person_uuid, 1, division_code, name, pinyin, initials, sex, birth_date, 'resident_id', identity_sealed, identity_index,"
    " identity_masked, ethnicity, education, mobile, address, '', '', '', '', 'none' FROM staged_persons WHERE kind = 'new'",
    "INSERT INTO foundation_changehistory (leaf, object_type, object_id, division_code, salt, before, after)"
    " SELECT %(leaf)s, 'organisations.partymember', s.member_uuid::text, s.division_code, p.salt, NULL,"
    " jsonb_build_object('person', p.person_uuid, 'person_is_new', s.kind = 'new', 'organisation_id', s.organisation_id, 'name', p.name,"
    " 'identity_masked', p.identity_masked, 'status', s.status, 'joined_on', s.joined_on, 'full_on', s.full_on)"
    " FROM staged_members s JOIN staged_persons p USING (person_id) WHERE s.kind <> 'change'",
)
CHANGED = (
    "UPDATE people_person p SET name = s.name, pinyin = s.pinyin, initials = s.initials, sex = s.sex, birth_date = s.birth_date,"
    " ethnicity = s.ethnicity, education = s.education, mobile = s.mobile, address = s.address, division_code = s.division_code,"
    " version = p.version + 1 FROM staged_persons s WHERE p.id = s.person_id AND s.kind <> 'new'",
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


def digest_of(staged: Mapping[str, Columns]) -> str:
    """SHA-256 (hex) over what the file says of each member, kind by kind and column by column; empty where there is nothing to write."""
    seal = hashlib.sha256()
    for kind, columns in staged.items():
        seal.update(f"{kind} {count_of(columns)}\n".encode())
        for name in SAID:
            seal.update(("\n".join(columns[name]) + "\n").encode())
    return seal.hexdigest() if staged else ""


def count_of(columns: Columns) -> int:
    """How many rows the columns hold."""
    return len(columns["organisation_id"])


def load(connection: Any, staged: Mapping[str, Columns], *, on: dt.date, leaf: UUID) -> None:
    """Write staged rows, by kind, to persons, memberships, registrations and, for new ones, the history."""
    with connection.cursor() as cursor:
        for table, columns in (("staged_members", MEMBERS), ("staged_persons", PERSONS)):
            listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            cursor.execute(f"CREATE TEMP TABLE {table} ({listed}) ON COMMIT DROP")
        _give_keys(connection, staged)
        for columns in staged.values():
            _copy(cursor, "staged_members", MEMBERS, _lines(MEMBERS, columns))
            for name in MEMBERS.keys() - PERSONS.keys() - {"organisation_id"}:
                del columns[name]  # sent; a county's roster is some megabytes in each column
        # without it the planner takes 19,600 rows for a few; no other column's spread matters to a plan, and a few hundred rows tell it
        cursor.execute("ALTER TABLE staged_members ALTER kind SET STATISTICS 1, ALTER organisation_id SET STATISTICS 1")
        cursor.execute("ANALYZE staged_members (kind, organisation_id)")
        fresh, known = staged.keys() & {"new", "join"}, staged.keys() & {"change", "join"}
        complete: list[bytes] = []
        with _written_meanwhile(connection, JOINED if fresh else ()):
            for kind, columns in staged.items():
                _complete_persons(kind, columns)
                complete += _lines(PERSONS, columns)
        _copy(cursor, "staged_persons", PERSONS, complete)
        for statement in (*(NEW if fresh else ()), *(CHANGED if known else ())):
            cursor.execute(statement, {"on": on, "leaf": leaf} if "%(" in statement else None)
        cursor.execute("DROP TABLE staged_members, staged_persons")


@contextmanager
def _written_meanwhile(connection: Any, statements: Sequence[str]) -> Iterator[None]:
    """The server works on the statements while the block runs; what they raise is raised at its end."""
    with connection.wrap_database_errors, connection.connection.pipeline():
        cursor = psycopg.Cursor(connection.connection)  # Django's own kind of cursor waits for each answer
        for statement in statements:
            cursor.execute(statement)
        yield


def _give_keys(connection: Any, staged: Mapping[str, Columns]) -> None:
    """The keys that memberships still lack, ascending; the server draws its own while this process makes the random ones."""
    with connection.wrap_database_errors, connection.connection.pipeline():
        draw = "SELECT string_agg(nextval(%s)::text, ',') FROM generate_series(1, %s)"
        asked = [
            (columns, key, psycopg.Cursor(connection.connection).execute(draw, [sequence, count_of(columns)]))
            for kind, columns in staged.items() for key, sequence in DRAWN[kind].items()
        ]  # fmt: skip
        for kind, columns in staged.items():
            columns["kind"] = [kind] * count_of(columns)
            columns["registration_uuid"] = sorted(persons.fresh_uuids(count_of(columns)))
            if kind != "change":
                columns["member_uuid"] = sorted(persons.fresh_uuids(count_of(columns)))
        for columns, key, drawn in asked:
            columns[key] = drawn.fetchone()[0].split(",")


def _complete_persons(kind: str, columns: Columns) -> None:
    """What follows from a person's name and number: pinyin, initials, the mask, and the number sealed for that person alone; salts for the history."""
    columns["pinyin"], columns["initials"] = map(texts, zip(*map(spelled_name, columns.pop("names")), strict=True))
    numbers = columns.pop("number")
    columns["salt"] = persons.fresh_salts(len(numbers))
    if kind == "new":
        columns["person_uuid"] = sorted(persons.fresh_uuids(len(numbers)))
        columns["identity_sealed"] = persons.sealed_identities(numbers, columns["person_uuid"])
        columns["identity_masked"] = [mask_identity(number) for number in numbers]
    else:
        columns["identity_sealed"] = columns["identity_masked"] = [""] * len(numbers)


def _lines(names: Iterable[str], columns: Columns) -> Iterator[bytes]:
    """Rows of one kind as COPY reads them, a piece at a time; encoded, which is half of what a text with Chinese in it holds."""
    rows = zip(*(columns[name] for name in names), strict=True)
    while piece := list(islice(rows, PIECE)):
        yield ("\n".join(map("\t".join, piece)) + "\n").encode()


def _copy(cursor: Any, table: str, names: Iterable[str], lines: Iterable[bytes]) -> None:
    """COPY lines in pieces."""
    with cursor.cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for piece in lines:
            copy.write(piece)


def texts(values: Sequence[Any]) -> Sequence[str]:
    """One column as COPY reads it and as the digest takes it. Most hold text only, or few different values: far quicker than 25 values a row one by one."""
    kinds = set(map(type, values))
    if kinds != {str}:
        words = {value: "\\N" if value is None else value.translate(ESCAPED) if value.__class__ is str else str(value) for value in set(values)}
        return [words[value] for value in values]
    together = "".join(values)
    return values if together.isprintable() and "\\" not in together else [value.translate(ESCAPED) for value in values]
