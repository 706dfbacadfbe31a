"""The peers of the import: django-import-export in four ways, and a bare read-check-COPY loop.

All write the same persons, memberships and registrations, with the same sealed fields, as the application's role, all or nothing.

* ``documented``: one resource with its hooks, validation of each instance, the dry run of the import workflow that shows every row's
  errors and differences, then the real run; finds what exists, so that a second import changes nothing.
* ``tuned``: every lever of "Performance tuning" in the library's own documentation for an import that updates or creates (``use_bulk``,
  ``batch_size``, ``skip_diff``, ``CachedInstanceLoader``) and the ones its reference adds (``skip_html_diff``, ``CachedForeignKeyWidget``),
  on one resource for each of the three tables, run one after the other in one transaction. Given away to it: the file is read once, each
  row is checked once for all three, no dry run, no validation of instances.
* ``creating``: the same with ``force_init_instance``, the documented lever where one is sure that nothing exists: no look at what exists,
  so a second import ends at the unique constraint. Not what a register needs; here so that the fastest setting is not left out.
* ``handmade``: the library's loop and transaction around bulk writes that are written by hand, outside its resources: what somebody
  makes who has measured it and half left it. Errors of persons and registrations are no longer the library's.
* ``bare``: stops at the first wrong cell, compares with nothing that exists.

None of them keeps a history per record, records an act, judges the file before it is opened, reads it in a limited process, looks
for formulas, merged cells and error values, warns, or can be undone; ours does all of that within its time.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import uuid

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from bench.roster import DAY
from qianxian.foundation.masks import mask_identity
from qianxian.foundation.sealing import keyed_hash, seal
from qianxian.foundation.sheets.numbers import identity_problem
from qianxian.people.names import spelled_name
from qianxian.people.sheets import birth_of, identity_row, sex_of

STATUS = {"正式党员": "full", "预备党员": "probationary"}
MOBILITY = {"": "local", "在册": "local", "流动": "away", "失联": "lost_contact"}
SEX = {"男": "male", "女": "female"}
PERSON = ("uuid", "name", "pinyin", "initials", "sex", "birth_date", "identity_sealed", "identity_index", "identity_masked", "ethnicity", "education", "mobile", "address")
MEMBER = ("status", "joined_on", "full_on", "mobility", "dues_paid_to")


def load_libraries(contender: str) -> None:
    """What the contender imports, before any clock runs: a server has it loaded."""
    from qianxian.foundation.sheets.register import register_for

    for name in {"ours": (), "bare": ("python_calamine",)}.get(contender, ("tablib", "openpyxl", "import_export.resources")):
        importlib.import_module(name)
    register_for("members")


def day(value) -> dt.date | None:
    """A date of a cell."""
    return value.date() if isinstance(value, dt.datetime) else value or None


def checked(row: dict) -> dict:
    """The row's values in the register's terms; ValidationError by cell for the checks that every contender makes."""
    number, faults = str(row["身份证号码"] or "").strip().upper(), {}
    if fault := identity_problem(number, DAY):
        raise ValidationError({"身份证号码": fault[1]})
    birth, joined, full, paid = (day(row[k]) for k in ("出生日期", "入党日期", "转正日期", "党费缴至"))
    sex = SEX.get(row["性别"])
    name = str(row["姓名"] or "").strip()
    if not name or len(name) > 60:
        faults["姓名"] = "姓名"
    if row["党籍状态"] not in STATUS:
        faults["党籍状态"] = "党籍状态"
    if (row["流动状态"] or "") not in MOBILITY:
        faults["流动状态"] = "流动状态"
    if birth_of(number) != birth or sex_of(number) != sex:
        faults["出生日期"] = "与身份证号码不符"
    if not joined or joined > DAY or joined < birth.replace(year=birth.year + 18, day=min(birth.day, 28)):
        faults["入党日期"] = "未满十八岁或日期未到"
    if full and (full < joined or full > DAY):
        faults["转正日期"] = "早于入党日期"
    mobile = str(row["手机号码"] or "").strip()
    if mobile and not (len(mobile) == 11 and mobile.isdigit() and mobile[0] == "1"):
        faults["手机号码"] = "11 位"
    if faults:
        raise ValidationError(faults)
    key = uuid.uuid4()
    pinyin, initials = spelled_name(name)
    return {
        "person": {
            "uuid": key, "name": name, "pinyin": pinyin, "initials": initials, "sex": sex, "birth_date": birth, "identity_sealed": seal(number, row=identity_row(key)),
            "identity_index": keyed_hash(number, kind="identity"), "identity_masked": mask_identity(number), "ethnicity": str(row["民族"] or ""),
            "education": str(row["学历"] or ""), "mobile": mobile, "address": str(row["住址"] or ""),
        },
        "member": {"status": STATUS[row["党籍状态"]], "joined_on": joined, "full_on": full, "mobility": MOBILITY[row["流动状态"] or ""], "dues_paid_to": paid},
        "organisation": str(row["所在党组织"] or "").strip(),
    }  # fmt: skip


def documented(content: bytes) -> int:
    """The documented way: a ModelResource with hooks, a dry run that shows every row's errors, then the real run."""
    import tablib
    from import_export import fields, resources, widgets

    from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
    from qianxian.people.models import Person

    class OfPerson(widgets.ForeignKeyWidget):
        def get_queryset(self, value, row, *args, **kwargs):
            # Lets PostgreSQL use the partial unique index; without it every row is a walk through the table.
            return super().get_queryset(value, row, *args, **kwargs).filter(merged_into=None)

    class MemberResource(resources.ModelResource):
        organisation = fields.Field("organisation", "所在党组织", widget=widgets.ForeignKeyWidget(PartyOrganisation, "name"))
        person = fields.Field("person", "身份证号码", widget=OfPerson(Person, "identity_index"))

        class Meta:
            model = PartyMember
            import_id_fields = ("person",)
            fields = ("person", "organisation", "status", "joined_on", "full_on", "mobility", "dues_paid_to", "division_code")
            clean_model_instances = True
            use_transactions = True

        def before_import_row(self, row, **kwargs):
            values = checked(row)
            place = PartyOrganisation.objects.get(name=values["organisation"]).division_code
            Person.objects.get_or_create(identity_index=values["person"]["identity_index"], merged_into=None, defaults=values["person"] | {"division_code": place})
            row |= values["member"] | {"身份证号码": values["person"]["identity_index"], "division_code": place}

        def after_save_instance(self, instance, row, **kwargs):
            BranchRegistration.objects.get_or_create(
                member=instance, organisation=instance.organisation, defaults={"division_code": instance.division_code, "period": (instance.joined_on, None)}
            )

    rows = tablib.Dataset().load(io.BytesIO(content), format="xlsx")
    resource = MemberResource()
    tried = resource.import_data(rows, dry_run=True)
    assert not tried.has_errors() and not tried.has_validation_errors(), (tried.base_errors, tried.row_errors()[:1])
    done = resource.import_data(tablib.Dataset().load(io.BytesIO(content), format="xlsx"), dry_run=False)
    assert not done.has_errors() and not done.has_validation_errors(), (done.base_errors, done.row_errors()[:1], done.invalid_rows[:1])
    return done.totals["new"]


def creating(content: bytes) -> int:
    """The library's tuned way for files of which one is sure that nothing in them exists."""
    return tuned(content, creating_only=True)


def tuned(content: bytes, *, creating_only: bool = False) -> int:
    """The library's tuned way: its bulk mode on a resource for each table, all look-ups from its caches, one pass without differences."""
    import tablib
    from import_export import fields, instance_loaders, resources
    from import_export.widgets import CachedForeignKeyWidget

    from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
    from qianxian.people.models import Person

    class Bulk:
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        use_transactions = True
        force_init_instance = creating_only
        instance_loader_class = instance_loaders.ModelInstanceLoader if creating_only else instance_loaders.CachedInstanceLoader

    places = dict(PartyOrganisation.objects.values_list("name", "division_code"))
    values: list[dict] = []

    class PersonResource(resources.ModelResource):
        class Meta(Bulk):
            model = Person
            import_id_fields = ("identity_index",)
            fields = (*PERSON, "division_code")

        def after_init_instance(self, instance, new, row, **kwargs):
            if not new:  # what is drawn at random stays with whom it was drawn for
                row |= {"uuid": instance.uuid, "identity_sealed": instance.identity_sealed}

        def before_import_row(self, row, **kwargs):
            value = checked(row)
            if value["organisation"] not in places:
                raise ValidationError({"所在党组织": "没有这个党组织"})
            values.append(value)
            row |= value["person"] | {"division_code": places[value["organisation"]]}

    class OfRow(resources.ModelResource):
        def before_import_row(self, row, row_number=None, **kwargs):
            value = values[row_number - 1]
            row |= value["member"] | {
                "organisation": value["organisation"], "division_code": places[value["organisation"]],
                "period": (value["member"]["joined_on"], None),
            }  # fmt: skip

    class MemberResource(OfRow):
        person = fields.Field("person", "identity_index", widget=CachedForeignKeyWidget(Person, "identity_index"))
        organisation = fields.Field("organisation", "organisation", widget=CachedForeignKeyWidget(PartyOrganisation, "name"))

        class Meta(Bulk):
            model = PartyMember
            import_id_fields = ("person",)
            fields = ("person", "organisation", *MEMBER, "division_code")

    class RegistrationResource(OfRow):
        member = fields.Field("member", "identity_index", widget=CachedForeignKeyWidget(PartyMember, "person__identity_index"))
        organisation = fields.Field("organisation", "organisation", widget=CachedForeignKeyWidget(PartyOrganisation, "name"))
        period = fields.Field("period", "period")

        class Meta(Bulk):
            model = BranchRegistration
            import_id_fields = ("member",)
            fields = ("member", "organisation", "division_code", "period")

    rows, done = tablib.Dataset().load(io.BytesIO(content), format="xlsx"), None
    # the library finds records by a column of the file: the number itself is sealed, its keyed hash is what the register can be asked for
    rows.append_col([keyed_hash(str(number or "").strip().upper(), kind="identity") for number in rows["身份证号码"]], header="identity_index")
    with transaction.atomic():
        for resource in (PersonResource, MemberResource, RegistrationResource):
            done = resource().import_data(rows, dry_run=False, rollback_on_validation_errors=True)
            assert not done.has_errors() and not done.has_validation_errors(), (done.base_errors, done.row_errors()[:1], done.invalid_rows[:1])
    return done.totals["new"] + done.totals["update"]


def handmade(content: bytes) -> int:
    """The library around hand-written bulk writes: persons before its loop and registrations after it, by ``bulk_create``."""
    import tablib
    from import_export import fields, resources, widgets

    from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
    from qianxian.people.models import Person

    class Cached(widgets.ForeignKeyWidget):
        def __init__(self, found):
            super().__init__(PartyOrganisation, "name")
            self.found = found

        def clean(self, value, row=None, **kwargs):
            return self.found[value]

    class MemberResource(resources.ModelResource):
        organisation = fields.Field("organisation", "organisation")
        person_id = fields.Field("person_id", "person_id")

        class Meta:
            model = PartyMember
            import_id_fields = ()
            fields = ("person_id", "organisation", "status", "joined_on", "full_on", "mobility", "dues_paid_to", "division_code")
            use_bulk = True
            batch_size = 2000
            skip_diff = True
            skip_unchanged = True
            report_skipped = False
            force_init_instance = True
            use_transactions = True
            skip_html_diff = True

        def before_import(self, dataset, **kwargs):
            self.organisations = {o.name: o for o in PartyOrganisation.objects.all()}
            self.fields["organisation"].widget = Cached(self.organisations)
            self.known = set(Person.objects.values_list("identity_index", flat=True))
            self.values, people = [], []
            for row in dataset.dict:
                value = checked(row)
                place = self.organisations[value["organisation"]].division_code
                if value["person"]["identity_index"] in self.known:
                    raise ValidationError({"身份证号码": "已经登记"})
                self.known.add(value["person"]["identity_index"])
                people.append(Person(division_code=place, **value["person"]))
                self.values.append(value)
            self.people = Person.objects.bulk_create(people, batch_size=2000)

        def before_import_row(self, row, row_number=None, **kwargs):
            value, person = self.values[row_number - 1], self.people[row_number - 1]
            row.update(value["member"], person_id=person.pk, organisation=value["organisation"], division_code=person.division_code)

        def after_import(self, dataset, result, **kwargs):
            members = PartyMember.objects.filter(person__in=[p.pk for p in self.people]).only("pk", "organisation_id", "division_code", "joined_on")
            BranchRegistration.objects.bulk_create(
                (BranchRegistration(member_id=m.pk, organisation_id=m.organisation_id, division_code=m.division_code, period=(m.joined_on, None)) for m in members),
                batch_size=2000,
            )

    rows = tablib.Dataset().load(io.BytesIO(content), format="xlsx")
    done = MemberResource().import_data(rows, dry_run=False, raise_errors=True, rollback_on_validation_errors=True)
    assert not done.has_errors() and not done.has_validation_errors()
    return done.totals["new"]


def bare(content: bytes) -> int:
    """calamine, the same checks row by row, COPY into one staging table, three INSERT … SELECT (COPY cannot pass row-level security)."""
    from python_calamine import CalamineWorkbook

    rows = iter(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())
    headings, seen, count = next(rows), set(), 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, id, division_code FROM organisations_partyorganisation")
        organisations = {name: (pk, place) for name, pk, place in cursor.fetchall()}
        columns = ", ".join(f"{n} text" for n in PERSON) + ", " + ", ".join(f"{n} text" for n in MEMBER) + ", organisation_id bigint, division_code text"
        cursor.execute(f"CREATE TEMP TABLE bare (person_id bigint, member_id bigint, {columns}) ON COMMIT DROP")
        with cursor.cursor.copy(f"COPY bare ({', '.join((*PERSON, *MEMBER))}, organisation_id, division_code) FROM STDIN") as copy:
            for row in rows:
                value = checked(dict(zip(headings, row, strict=True)))
                index = value["person"]["identity_index"]
                if index in seen:
                    raise ValidationError("重复")
                seen.add(index)
                copy.write_row((*(value["person"][k] for k in PERSON), *(value["member"][k] for k in MEMBER), *organisations[value["organisation"]]))
                count += 1
        cursor.execute("UPDATE bare SET person_id = nextval('people_person_id_seq'), member_id = nextval('organisations_partymember_id_seq')")
        cursor.execute(
            "INSERT INTO people_person (id, version, division_code, uuid, name, pinyin, initials, sex, birth_date, identity_kind, identity_sealed, identity_index,"
            " identity_masked, ethnicity, education, mobile, address, bank_name, account_sealed, account_index, account_masked, access_need)"
            " SELECT person_id, 1, division_code, uuid::uuid, name, pinyin, initials, sex, birth_date::date, 'resident_id', identity_sealed, identity_index,"
            " identity_masked, ethnicity, education, mobile, address, '', '', '', '', 'none' FROM bare"
        )
        cursor.execute(
            "INSERT INTO organisations_partymember (id, uuid, version, division_code, person_id, organisation_id, status, joined_on, full_on, mobility, dues_paid_to)"
            " SELECT member_id, gen_random_uuid(), 1, division_code, person_id, organisation_id, status, joined_on::date, full_on::date, mobility,"
            " dues_paid_to::date FROM bare"
        )
        cursor.execute(
            "INSERT INTO organisations_branchregistration (uuid, version, division_code, member_id, organisation_id, period, source_document)"
            " SELECT gen_random_uuid(), 1, division_code, member_id, organisation_id, daterange(joined_on::date, NULL), '' FROM bare"
        )
    return count
