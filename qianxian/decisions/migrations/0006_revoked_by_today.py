"""A certificate's only revocation is not spent on a day to come, until when it would unlock on and nobody could revoke it."""

from django.db import migrations

WAS, BECOMES = "NEW.revoked_on < OLD.issued_on", "NEW.revoked_on NOT BETWEEN OLD.issued_on AND decisions_today()"


def reworded(was: str, becomes: str) -> str:
    """SQL that replaces the one passage of the guard as it stands."""
    return f"""
DO $reword$
DECLARE stands text := pg_get_functiondef('decisions_certificate_stays()'::regprocedure);
BEGIN
  IF array_length(string_to_array(stands, '{was}'), 1) IS DISTINCT FROM 2 THEN
    RAISE EXCEPTION 'the passage to reword does not stand once';
  END IF;
  EXECUTE replace(stands, '{was}', '{becomes}');
END $reword$;
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_settings_after_what_was_decided")]

    operations = [migrations.RunSQL(reworded(WAS, BECOMES), reworded(BECOMES, WAS))]
