"""Who approves the population is not who entered it, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")


class Migration(migrations.Migration):
    dependencies = [("divisions", "0004_one_county_one_day"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("divisions_populationsnapshot", "recorded_by", "approved_by"),
    ]
