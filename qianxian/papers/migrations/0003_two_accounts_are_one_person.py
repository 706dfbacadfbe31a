"""Who adopts a template is not who uploaded it, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_guards"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("papers_papertemplate", "uploaded_by", "adopted_by"),
    ]
