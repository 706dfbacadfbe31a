"""A payee written with a blank more, in full width or with other brackets is the same payee when payments are summed against splitting."""

from importlib import import_module

from django.db import migrations

reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded

KEY = """
-- Letters and digits alone, of one width and one case; a name without any is itself.
CREATE FUNCTION funds_payee_key(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(nullif(regexp_replace(lower(normalize(name, NFKC)), '[^[:alnum:]]+', '', 'g'), ''), name)
$$;
"""
BY_NAME, BY_KEY = "(q.payee = p.payee OR", "(funds_payee_key(q.payee) = funds_payee_key(p.payee) OR"
CHECK = "funds_check_authority(funds_payment,date)"


class Migration(migrations.Migration):
    dependencies = [("funds", "0013_corrections_are_paid_by_their_run")]

    operations = [
        migrations.RunSQL(KEY, "DROP FUNCTION funds_payee_key(text);"),
        migrations.RunSQL(reworded(CHECK, BY_NAME, BY_KEY), reworded(CHECK, BY_KEY, BY_NAME)),
    ]
