"""Whom a person declared himself related to, asked by the guards of contracts and leases (R-C06). Of a pair declared twice the later word counts."""

from django.db import migrations

KIN = """
CREATE FUNCTION elections_kin(one bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT d.other FROM (
    SELECT DISTINCT ON (x.other) x.other, x.relation
      FROM (SELECT k.id, k.relation, CASE WHEN k.first_id = one THEN k.second_id ELSE k.first_id END AS other
              FROM elections_kinshipdeclaration k WHERE one IN (k.first_id, k.second_id)) x
     ORDER BY x.other, x.id DESC) d
   WHERE d.relation <> 'none'
$$;
"""
UNDO_KIN = "DROP FUNCTION elections_kin(bigint);"


class Migration(migrations.Migration):
    dependencies = [("elections", "0004_by_law_guards")]

    operations = [migrations.RunSQL(KIN, UNDO_KIN)]
