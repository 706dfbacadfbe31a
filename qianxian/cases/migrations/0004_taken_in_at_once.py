"""A case taken in at the window is written where its first two steps leave it, instead of written and changed at once: the road is the steps' to keep.

Whatever it begins as, its first step is the receipt with a last day in the village's hands, and the case agrees with its last step (0002)."""

from importlib import import_module

from django.db import migrations

reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded

BEGAN = "IF NEW.state <> 'received' OR NEW.holder <> 'village' OR NEW.missing <> '{}' OR NEW.due_on IS NULL OR NEW.due_on < NEW.received_on THEN"
BEGINS = """IF NEW.state NOT IN ('received', 'in_process', 'supplement') OR NEW.holder <> 'village' OR (NEW.missing = '{}') = (NEW.state = 'supplement')
       OR (NEW.due_on IS NULL AND NEW.state <> 'supplement') OR NEW.due_on < NEW.received_on THEN"""
ROAD = "  IF p.id IS NOT NULL AND (NEW.holder, NEW.holder_body) IS DISTINCT FROM (p.holder, p.holder_body)\n"
FIRST = """  IF p.id IS NULL AND (NEW.holder <> 'village' OR NEW.due_on IS NULL OR NEW.due_on < c.received_on) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_begins_as_received', MESSAGE = '办件从收件开始，由村（社区）受理，期限从收件算起。';
  END IF;
"""
WORDS = (("cases_guard_case()", BEGAN, BEGINS), ("cases_guard_step()", ROAD, FIRST + ROAD))


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_opinions")]

    operations = [migrations.RunSQL(reworded(guard, was, becomes), reworded(guard, becomes, was)) for guard, was, becomes in WORDS]
