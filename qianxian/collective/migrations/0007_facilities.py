"""A public facility says its kind and number; both change only with the history that says so, and not after it is gone."""

from django.db import migrations, models

COUNTED = """
CREATE FUNCTION collective_facility_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The row as it stands when the transaction ends: it may have been counted twice in it.
  IF (SELECT (a.facility, a.quantity) IS DISTINCT FROM (SELECT ROW(e.facility, e.quantity) FROM collective_propertyevent e
        WHERE e.asset_id = a.id AND e.kind IN ('registered', 'counted') ORDER BY e.id DESC LIMIT 1) FROM collective_asset a WHERE a.id = NEW.id) THEN
    PERFORM funds_refuse('facility_counted_with_its_history', '公共设施的种类、数量要同时登记经过。请从页面「登记设施数量」办理。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER facility_counted_with_its_history AFTER INSERT OR UPDATE OF facility, quantity ON collective_asset DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION collective_facility_counted();
"""
UNDO_COUNTED = "DROP FUNCTION collective_facility_counted() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("collective", "0006_namesakes"), ("decisions", "0003_bodies_by_amount")]

    operations = [
        migrations.AddField(
            model_name='asset',
            name='facility',
            field=models.CharField(blank=True, choices=[('street_light', '路灯（盏）'), ('public_toilet', '公共厕所（座）'), ('waste_point', '垃圾收集点（个）'), ('road', '硬化村道（公里）'), ('square', '文化广场（平方米）'), ('library', '农家书屋藏书（册）'), ('elder_canteen', '长者饭堂（座位）'), ('fire_station', '微型消防站（个）')], default='', max_length=14),
        ),
        migrations.AddField(
            model_name='asset',
            name='quantity',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name='inventory',
            name='facilities',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='propertyevent',
            name='quantity',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name='propertyevent',
            name='facility',
            field=models.CharField(blank=True, default='', max_length=14),
        ),
        migrations.AlterField(
            model_name='propertyevent',
            name='kind',
            field=models.CharField(choices=[('registered', '登记'), ('moved', '改变状态'), ('measured', '重新测量'), ('counted', '清点数量'), ('leased', '出租'), ('lease_ended', '出租结束'), ('disposed', '处置')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('facility', ''), ('quantity__isnull', True)), models.Q(models.Q(('facility', ''), _negated=True), ('quantity__gte', 0), ('quantity__isnull', False)), _connector='OR'), name='a_facility_says_how_much'),
        ),
        migrations.RunSQL(COUNTED, UNDO_COUNTED),
    ]
