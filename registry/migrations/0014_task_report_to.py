from django.db import migrations, models


def as_read(apps, schema_editor):
    """Nobody could write it before: what counts is what was read."""
    apps.get_model('registry', 'TaskRow').objects.update(said_report_to=models.F('report_to'))


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0013_arrival_day_by_hand'),
    ]

    operations = [
        migrations.AddField(
            model_name='taskrow',
            name='said_report_to',
            field=models.TextField(null=True, verbose_name='báo cáo ai như đọc được'),
        ),
        migrations.RunPython(as_read, migrations.RunPython.noop),
    ]
