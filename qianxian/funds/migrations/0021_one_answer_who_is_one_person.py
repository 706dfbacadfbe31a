"""Whether two accounts are one person's is answered in one place for every room, and in one look for the five people of a payment;
nor does somebody with a second account confirm afterwards the emergency that he spent."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")
before = import_module("qianxian.funds.migrations.0020_two_accounts_are_not_two_people")

DROP = "".join(f"DROP TRIGGER by_two_people ON funds_{table};" for table, _when, _names in before.PAIRS)
MAKE = "".join(
    f"CREATE TRIGGER by_two_people BEFORE {when} ON funds_{table} FOR EACH ROW EXECUTE FUNCTION funds_two_people({names});" for table, when, names in before.PAIRS
)
RATIFIED = "NEW.entered_by IN (p.handled_by, p.handled_for, p.approved_by, p.approved_for, p.paid_by, p.paid_for)"
BY_SPENDER = "accounts_person_among(NEW.entered_by, ARRAY[p.handled_by, p.handled_for, p.approved_by, p.approved_for, p.paid_by, p.paid_for]::text[])"


class Migration(migrations.Migration):
    dependencies = [("funds", "0020_two_accounts_are_not_two_people"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.rewording("funds_check_hands(funds_payment)", "funds_one_person(hands::text[])", "accounts_one_person(hands::text[])"),
        migrations.RunSQL(DROP, MAKE),
        *(migrations.RunSQL(f"CREATE TRIGGER by_two_people BEFORE {when} ON funds_{table} FOR EACH ROW EXECUTE FUNCTION accounts_two_people({names});",
                            f"DROP TRIGGER by_two_people ON funds_{table};") for table, when, names in before.PAIRS),
        migrations.RunSQL(before.NO_ONE_PERSON, before.ONE_PERSON),
        people.rewording("funds_guard_ratification()", RATIFIED, BY_SPENDER),
    ]  # fmt: skip
