"""What two people must do is not done by one person with two accounts: accounts of one person of the registry (or of one merged into him), or of one
name and telephone, count as one. Other rooms put ``two_people`` on their tables and ask ``accounts_person_among`` in their guards."""

from importlib import import_module

from django.db import migrations

reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded

PERSONS = """
-- Who holds an account: the person of the registry, or the one he was merged into; and name and telephone, where there is one.
CREATE FUNCTION accounts_holders(logins text[]) RETURNS TABLE (login text, person uuid, spoken text) LANGUAGE sql STABLE AS $$
  SELECT u.login, coalesce(m.uuid, u.person_uuid), CASE WHEN u.phone <> '' THEN u.name || ' ' || u.phone END
  FROM accounts_user u LEFT JOIN people_person n ON n.uuid = u.person_uuid AND n.merged_into_id IS NOT NULL LEFT JOIN people_person m ON m.id = n.merged_into_id
  WHERE u.login = ANY(logins)
$$;
-- Whether any two of the accounts are one person's; an account is not compared with itself.
CREATE FUNCTION accounts_one_person(logins text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT count(h.person) > count(DISTINCT h.person) OR count(h.spoken) > count(DISTINCT h.spoken) FROM accounts_holders(logins) h
$$;
-- Whether the first account is one of the others, or belongs to the person of one of them.
CREATE FUNCTION accounts_person_among(mine text, others text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT mine <> '' AND (mine = ANY(others)
      OR EXISTS (SELECT 1 FROM accounts_holders(ARRAY[mine]) a JOIN accounts_holders(others) b ON b.person = a.person OR b.spoken = a.spoken))
$$;
CREATE FUNCTION accounts_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE hands text[] := ARRAY(SELECT to_jsonb(NEW) ->> name FROM unnest(TG_ARGV) name);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF hands = ARRAY(SELECT to_jsonb(OLD) ->> name FROM unnest(TG_ARGV) name) THEN RETURN NEW; END IF;
  END IF;
  IF accounts_one_person(hands) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'two_accounts_are_not_two_people',
      MESSAGE = '要由不同的人办理：同一个人的两个账号只算一个人。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION accounts_guard_reset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF accounts_one_person(ARRAY(SELECT u.login::text FROM accounts_user u WHERE u.id IN (NEW.requested_by_id, NEW.confirmed_by_id)))
     OR accounts_one_person(ARRAY(SELECT u.login::text FROM accounts_user u WHERE u.id IN (NEW.user_id, NEW.confirmed_by_id))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'two_accounts_are_not_two_people',
      MESSAGE = '要由不同的人办理：同一个人的两个账号只算一个人。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON accounts_secondfactorreset FOR EACH ROW EXECUTE FUNCTION accounts_guard_reset();
"""
NO_PERSONS = """
DROP FUNCTION accounts_guard_reset() CASCADE; DROP FUNCTION accounts_two_people() CASCADE; DROP FUNCTION accounts_person_among(text, text[]);
DROP FUNCTION accounts_one_person(text[]); DROP FUNCTION accounts_holders(text[]);
"""
BY_ONE = "EXISTS (SELECT 1 FROM accounts_user a, accounts_user b WHERE a.login = NEW.entered_by AND b.login = NEW.approved_by AND accounts_same_person(a, b))"
BY_ONE_PERSON = "accounts_one_person(ARRAY[NEW.entered_by, NEW.approved_by]::text[])"


def rewording(function: str, was: str, becomes: str) -> migrations.RunSQL:
    """One passage of a guard put in other words, and back."""
    return migrations.RunSQL(reworded(function, was, becomes), reworded(function, becomes, was))


def two_people(table: str, *columns: str, name: str = "by_two_people") -> migrations.RunSQL:
    """The guard that the named columns of a row, each a login or empty, are different people's."""
    names = ", ".join(f"'{one}'" for one in columns)
    return migrations.RunSQL(f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION accounts_two_people({names});",
                             f"DROP TRIGGER {name} ON {table};")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_two_officers_are_two_people"), ("people", "0001_initial")]
    operations = [
        migrations.RunSQL(PERSONS, NO_PERSONS),
        rewording("accounts_guard_setting()", BY_ONE, BY_ONE_PERSON),
    ]
