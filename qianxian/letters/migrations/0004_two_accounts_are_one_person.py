"""Who issues a letter is not who drafted it, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_asked_over_a_case"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("letters_letter", "drafted_by", "issued_by"),
    ]
