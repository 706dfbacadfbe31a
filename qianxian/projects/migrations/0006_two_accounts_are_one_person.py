"""Who records a project does not approve or audit it, who accepts works has no other hand in them and accepts once, whichever accounts he has."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

ACCEPTS = "NEW.login IN (p.recorded_by, c.drafted_by, c.recorded_by)"
BY_KEEPER = "accounts_person_among(NEW.login, ARRAY[p.recorded_by, c.drafted_by, c.recorded_by]::text[])"
PAID = "NEW.login IN (f.handled_by, f.approved_by, f.booked_by, f.paid_by))"
BY_PAYER = """accounts_person_among(NEW.login, ARRAY[f.handled_by, f.approved_by, f.booked_by, f.paid_by]::text[]))
       OR EXISTS (SELECT 1 FROM projects_acceptance b WHERE b.project_id = NEW.project_id AND b.login <> NEW.login AND accounts_person_among(NEW.login, ARRAY[b.login]::text[]))"""
PAYS = "a.login IN (NEW.handled_by, NEW.approved_by, NEW.booked_by, NEW.paid_by))"
BY_ACCEPTER = "accounts_person_among(a.login, ARRAY[NEW.handled_by, NEW.approved_by, NEW.booked_by, NEW.paid_by]::text[]))"


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_stalled_where_it_stood"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("projects_project", "recorded_by", "approved_by"),
        people.two_people("projects_project", "recorded_by", "audited_by", name="audited_by_two_people"),
        people.rewording("projects_guard_work()", ACCEPTS, BY_KEEPER),
        people.rewording("projects_guard_work()", PAID, BY_PAYER),
        people.rewording("projects_guard_payment()", PAYS, BY_ACCEPTER),
    ]
