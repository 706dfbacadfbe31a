"""What a person looks like in an Excel sheet, and how many persons are found and sealed at once.

The registers themselves (members, committees, offices, staff) belong to the rooms above; they share these columns and these readings.
Blank cells never clear what the register holds.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

import psycopg

from qianxian.foundation.actor import Actor
from qianxian.foundation.masks import mask_identity
from qianxian.foundation.sealing import keyed_hashes, seal, seal_many
from qianxian.foundation.sheets.checks import agrees_with_identity
from qianxian.foundation.sheets.spec import Column
from qianxian.foundation.sheets.wording import say as _
from qianxian.people.beyond_reach import beyond_reach

SEX = {"female": ("女", "Female"), "male": ("男", "Male")}

NAME = Column("name", "姓名", "Name", "name", required=True, width=12, max_length=60, example="张三妹")
IDENTITY = Column("identity_number", "身份证号码", "Identity number", "identity_number", required=True, width=22, secret=True,
                  hint="18 位，最后一位可以是 X；按文本填写", example="440403196802300018")  # fmt: skip
PERSON_COLUMNS = (
    Column("sex", "性别", "Sex", "enum", choices=SEX, width=8, hint="可以不填，按身份证号码认定"),
    Column("birth_date", "出生日期", "Date of birth", "date", width=13, hint="可以不填，按身份证号码认定", example="1968-02-28"),
    Column("ethnicity", "民族", "Ethnicity", width=8, max_length=20, example="汉族"),
    Column("education", "学历", "Education", width=10, max_length=20, example="大专"),
    Column("mobile", "手机号码", "Mobile number", "phone", width=15, secret=True, example="13800138000"),
)
PERSON_CHECKS = (agrees_with_identity("identity_number", "birth_date", "sex"),)

_COLUMNS = "p.identity_index, p.id, p.uuid, p.division_code, p.name, p.sex, p.birth_date, p.ethnicity, p.education, p.mobile"


def identity_hashes(numbers: Iterable[str]) -> list[str]:
    """The keyed hash of each number; a blank one stays blank."""
    return keyed_hashes(numbers, kind="identity")


def identity_row(uuid: UUID | str) -> str:
    """The name that a sealed identity number is bound to."""
    return f"people.person.identity:{uuid}"


def account_row(uuid: UUID | str) -> str:
    """The name that a sealed bank account is bound to."""
    return f"people.person.account:{uuid}"


def other_name() -> tuple[str, str]:
    """The fault (code, message) of a row whose number belongs to somebody of another name: to write it would rename that person."""
    return "other_name", _("登记簿里这个号码的人不叫这个名字。核对号码和姓名")


def sealed_identity(number: str, uuid: UUID) -> tuple[str, str]:
    """(sealed, masked) of an identity number for the person with that uuid."""
    return seal(number, row=identity_row(uuid)), mask_identity(number)


def fresh_uuids(count: int) -> list[str]:
    """Random UUIDs (version 4) for rows that go by COPY: their 32 digits, which PostgreSQL reads as well as the five groups, and which are made in half the time."""
    return [f"{d[:12]}4{d[13:16]}a{d[17:]}" for d in fresh_salts(count)]


def fresh_salts(count: int) -> list[str]:
    """Random salts of 128 bits in hex, asked of the system at once."""
    digits = os.urandom(16 * count).hex()
    return [digits[i : i + 32] for i in range(0, 32 * count, 32)]


def sealed_identities(numbers: Sequence[str], uuids: Sequence[str]) -> list[str]:
    """Sealed identity numbers for the persons with those ``fresh_uuids``, bound to the same name as ``identity_row`` gives."""
    return seal_many(numbers, (f"people.person.identity:{k[:8]}-{k[8:12]}-{k[12:16]}-{k[16:20]}-{k[20:]}" for k in uuids))


def birth_of(number: str) -> dt.date:
    """The birth date in a checked identity number."""
    return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number: str) -> str:
    """male where the 17th digit is odd, else female (GB 11643)."""
    return "male" if number[16] in "13579" else "female"


def people_by_identity(
    connection: Any, hashes: Sequence[str], more: str = "", join: str = "", meanwhile: Callable[[], None] = lambda: None
) -> dict[str, tuple[Any, ...]]:
    """Persons in reach by identity hash; ``more`` columns from a ``join`` follow the person's own. ``meanwhile`` runs while the server looks."""
    with connection.wrap_database_errors, connection.connection.pipeline():
        cursor = psycopg.Cursor(connection.connection)  # Django's own kind of cursor waits for each answer
        cursor.execute(
            f"SELECT {_COLUMNS}{more} FROM people_person p {join} WHERE p.merged_into_id IS NULL"
            " AND p.identity_index IN (SELECT unnest(string_to_array(%s, ',')))",  # = ANY (array) weighs each of 19,600 values while planning
            [",".join(filter(None, hashes))],
        )
        meanwhile()
        return {row[0]: row for row in cursor.fetchall()}


def taken_elsewhere(connection: Any, hashes: Sequence[str], by: Actor) -> set[str]:
    """Those of the hashes that belong to persons outside the actor's reach. Tells that they exist, and nothing else about them."""
    if not hashes or any(len(prefix) <= 6 for prefix in by.reach if prefix):
        return set()
    with beyond_reach(), connection.cursor() as cursor:
        cursor.execute("SELECT identity_index FROM people_person WHERE merged_into_id IS NULL AND identity_index = ANY(%s)", [list(hashes)])
        return {row[0] for row in cursor.fetchall()}
