"""Nobody approves the pay of a year that has not begun by the county's day: its income index, roster and grades are still to come."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

MOVED = "  RETURN NEW;\nEND"
NOT_AHEAD = """  IF TG_OP = 'UPDATE' AND NEW.state = 'approved' AND OLD.state <> 'approved' AND (NEW.approved_on < make_date(NEW.year, 1, 1) OR NEW.approved_on > decisions_today()) THEN
    PERFORM pay_refuse('pay_of_a_year_begun', '工资批次在当年开始以后审批，审批日期不能晚于今天。可以先编制、核对。');
  END IF;
  RETURN NEW;
END"""


class Migration(migrations.Migration):
    dependencies = [("pay", "0009_two_accounts_are_one_person"), ("decisions", "0004_what_a_certificate_rests_on")]
    operations = [people.rewording("pay_guard_road()", MOVED, NOT_AHEAD)]
