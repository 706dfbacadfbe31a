"""Five different people are five people: somebody with a second account, linked to the same person of the registry or to one merged into him, or of one name and telephone,
does not do another step of a payment, check his own voucher, confirm his own resolution or ceiling, or sign the sheet he prepared."""

from importlib import import_module

from django.db import migrations

reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded

ONE_PERSON = """
CREATE FUNCTION funds_registered(person uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT m.uuid FROM people_person n JOIN people_person m ON m.id = n.merged_into_id WHERE n.uuid = person), person)
$$;
CREATE FUNCTION funds_one_person(logins text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM accounts_user a JOIN accounts_user b ON b.id > a.id WHERE a.login = ANY(logins) AND b.login = ANY(logins)
                 AND (accounts_same_person(a, b) OR (a.person_uuid IS NOT NULL AND b.person_uuid IS NOT NULL AND funds_registered(a.person_uuid) = funds_registered(b.person_uuid))))
$$;
CREATE FUNCTION funds_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF funds_one_person(ARRAY(SELECT to_jsonb(NEW) ->> name FROM unnest(TG_ARGV) name)) THEN
    PERFORM funds_refuse('two_accounts_are_not_two_people', '要由不同的人办理：同一个人的两个账号只算一个人。请由另一位同志办理。');
  END IF;
  RETURN NEW;
END $$;
"""
NO_ONE_PERSON = "DROP FUNCTION funds_two_people() CASCADE; DROP FUNCTION funds_one_person(text[]); DROP FUNCTION funds_registered(uuid);"
HANDS = "funds_check_hands(funds_payment)"
LOGINS = "(SELECT count(DISTINCT one) FROM unnest(hands) one) <> cardinality(hands) THEN"
PEOPLE = "(SELECT count(DISTINCT one) FROM unnest(hands) one) <> cardinality(hands) OR (cardinality(hands) > 1 AND funds_one_person(hands::text[])) THEN"
PAIRS = (
    ("voucher", "INSERT", "'prepared_by', 'checked_by'"), ("standingresolution", "INSERT OR UPDATE", "'entered_by', 'confirmed_by'"),
    ("approverceiling", "INSERT OR UPDATE", "'login', 'proposed_by', 'confirmed_by'"), ("disclosuresheet", "INSERT OR UPDATE", "'prepared_by', 'signed_by'"),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("funds", "0019_settings_after_what_was_paid"), ("accounts", "0006_two_officers_are_two_people"), ("people", "0001_initial")]

    operations = [
        migrations.RunSQL(ONE_PERSON, NO_ONE_PERSON),
        migrations.RunSQL(reworded(HANDS, LOGINS, PEOPLE), reworded(HANDS, PEOPLE, LOGINS)),
        *(migrations.RunSQL(f"CREATE TRIGGER by_two_people BEFORE {when} ON funds_{table} FOR EACH ROW EXECUTE FUNCTION funds_two_people({names});",
                            f"DROP TRIGGER by_two_people ON funds_{table};") for table, when, names in PAIRS),
    ]  # fmt: skip
