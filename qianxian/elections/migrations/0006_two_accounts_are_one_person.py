"""A count sheet is read by two people, and an election approved and a result published by others, whichever accounts they have."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

ENTERED = "s.copy <> NEW.copy\n             AND s.entered_by = NEW.entered_by)"
BY_ONE = "s.copy <> NEW.copy\n             AND accounts_person_among(NEW.entered_by, ARRAY[s.entered_by]::text[]))"
COUNTED = "s.entered_by = NEW.published_by)"
BY_COUNTER = "accounts_person_among(NEW.published_by, ARRAY[s.entered_by]::text[]))"


class Migration(migrations.Migration):
    dependencies = [("elections", "0005_kin_of_a_person"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("elections_election", "called_by", "approved_by"),
        people.two_people("elections_election", "called_by", "exclusions_approved_by", name="exclusions_by_two_people"),
        people.two_people("elections_contestresult", "computed_by", "published_by"),
        people.rewording("elections_two_counters()", ENTERED, BY_ONE),
        people.rewording("elections_result_stays()", COUNTED, BY_COUNTER),
    ]
