"""The days between two officers' offices are those in force on the county's day, as the command reads them, not on the day of the database's session."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

BY_THE_SESSION = "gap := rulebook_number('accounts.officer_cooling_days', current_date, 30)::integer"
BY_THE_COUNTY = (
    "gap := rulebook_number('accounts.officer_cooling_days', coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1),"
    " (now() AT TIME ZONE 'Asia/Shanghai')::date), 30)::integer"
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_one_person_whatever_his_accounts"), ("divisions", "0004_one_county_one_day")]
    operations = [people.rewording("accounts_three_officers_check(bigint)", BY_THE_SESSION, BY_THE_COUNTY)]
