"""An asset registered by mistake is struck out: never leased, once, with the line of history that every change of state needs; it never comes back."""

from importlib import import_module

from django.db import migrations, models

reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded

GUARD = "collective_guard_asset()"
DISPOSED = "  IF NEW.state = 'disposed' THEN\n"
STRUCK = """  IF NEW.state = 'struck' AND (NEW.facility, NEW.quantity, NEW.place) IS DISTINCT FROM (OLD.facility, OLD.quantity, OLD.place) THEN
    PERFORM funds_refuse('struck_as_it_stood', '撤销登记只改变状态，其他各栏原样保留。');
  END IF;
  IF NEW.state = 'struck' AND EXISTS (SELECT 1 FROM collective_lease l WHERE l.asset_id = NEW.id) THEN
    PERFORM funds_refuse('struck_never_leased', '资产出租过，不能撤销登记。不再使用的，凭决策凭证处置。');
  END IF;
"""
#: What the guard said → what it says.
WORDS = (
    ("IF OLD.state = 'disposed' OR", "IF OLD.state IN ('disposed', 'struck') OR"),
    (
        "funds_refuse('asset_stays', '资产的名称、原值和来源登记后不能改；已处置的资产不能恢复。')",
        "funds_refuse('asset_stays', '资产的名称、原值和来源登记后不能改；已处置、登记有误的资产不能恢复。')",
    ),
    ("('own_use', 'disposed'), ('leased',", "('own_use', 'disposed'), ('idle', 'struck'), ('own_use', 'struck'), ('leased',"),
    (DISPOSED, STRUCK + DISPOSED),
)
LEASE = """
-- Nothing is let that was struck out: the lease asks while it holds the asset against the striking.
CREATE FUNCTION collective_lease_of_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was text;
BEGIN
  IF NEW.asset_id IS NOT NULL THEN
    SELECT a.state INTO was FROM collective_asset a WHERE a.id = NEW.asset_id FOR NO KEY UPDATE;
    IF was IN ('disposed', 'struck') THEN
      PERFORM funds_refuse('lease_of_what_is_there', '资产已处置或登记有误，不能出租。');
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lease_of_what_is_there BEFORE INSERT ON collective_lease FOR EACH ROW EXECUTE FUNCTION collective_lease_of_what_is_there();
"""
UNLEASE = "DROP TRIGGER lease_of_what_is_there ON collective_lease; DROP FUNCTION collective_lease_of_what_is_there();"


class Migration(migrations.Migration):
    dependencies = [("collective", "0011_seats_as_recorded")]

    operations = [
        migrations.AlterField(
            model_name="asset",
            name="state",
            field=models.CharField(choices=[("idle", "闲置"), ("own_use", "自用"), ("leased", "已出租"), ("disposed", "已处置"), ("struck", "登记有误")], default="idle", max_length=10),
        ),
        migrations.AlterField(
            model_name="propertyevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("registered", "登记"), ("moved", "改变状态"), ("measured", "重新测量"), ("counted", "清点数量"), ("leased", "出租"), ("lease_ended", "出租结束"),
                    ("disposed", "处置"), ("struck", "撤销登记"),
                ],
                max_length=12,
            ),
        ),
        *(migrations.RunSQL(reworded(GUARD, was, becomes), reworded(GUARD, becomes, was)) for was, becomes in WORDS),
        migrations.RunSQL(LEASE, UNLEASE),
    ]
