"""No index twice: each costs time and room with every dispatch that comes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: Columns by which rows are found in another index that begins with them.
ELSEWHERE = {
    "arrivalrow": "scan_id",
    "claimrow": "paper_id",
    "cutrow": "dispatch_id",
    "dispatchrow": "scan_id",
    "edgerow": "scan_id",
    "enclosurerow": "mail_id",
    "esignaturerow": "dispatch_id",
    "finding": "dispatch_id",
    "followrow": "user_id",
    "mailrow": "postbox_id",
    "newssteprow": "news_id",
    "paperrow": "scan_id",
    "taskfallrow": "task_id",
    "tasklinkrow": "task_id",
    "taskrow": "scan_id",
}
#: What lists ask for by its beginning, and so need the second index that Django makes on PostgreSQL for any text.
BEGINNINGS = {("scanrow", "sha256"), ("documentrow", "office")}
LIKE = "_like"


def drop(apps, editor):
    """Django would write whole tables of SQLite anew for it, and gives no word for the second indexes."""
    for model in apps.get_app_config("registry").get_models():
        for name in dropped(model._meta, editor.connection):
            editor.execute(f"DROP INDEX {editor.quote_name(name)}")


def dropped(table, connection):
    """The names of the indexes of the table that are there twice, or that nothing asks for."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table.db_table)
    plain = {name: told["columns"] for name, told in found.items() if told["index"] and not told["unique"]}
    for name, columns in plain.items():
        if name.endswith(LIKE):
            if (table.model_name, *columns) not in BEGINNINGS:
                yield name
        elif columns == [ELSEWHERE.get(table.model_name)] and name.startswith(table.db_table):
            yield name


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0025_kept_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='arrivalrow',
                    name='scan',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='registry.scanrow', verbose_name='bản quét'),
                ),
                migrations.AlterField(
                    model_name='claimrow',
                    name='paper',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='registry.paperrow', verbose_name='văn bản'),
                ),
                migrations.AlterField(
                    model_name='cutrow',
                    name='dispatch',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='cuts', to='registry.dispatchrow', verbose_name='văn bản'),
                ),
                migrations.AlterField(
                    model_name='dispatchrow',
                    name='scan',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='dispatches', to='registry.scanrow', verbose_name='bản quét'),
                ),
                migrations.AlterField(
                    model_name='edgerow',
                    name='scan',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='edges', to='registry.scanrow', verbose_name='bản quét'),
                ),
                migrations.AlterField(
                    model_name='enclosurerow',
                    name='mail',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='enclosures', to='registry.mailrow', verbose_name='thư'),
                ),
                migrations.AlterField(
                    model_name='esignaturerow',
                    name='dispatch',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='e_signatures', to='registry.dispatchrow', verbose_name='văn bản'),
                ),
                migrations.AlterField(
                    model_name='finding',
                    name='dispatch',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='registry.dispatchrow', verbose_name='văn bản'),
                ),
                migrations.AlterField(
                    model_name='followrow',
                    name='user',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL, verbose_name='người'),
                ),
                migrations.AlterField(
                    model_name='mailrow',
                    name='postbox',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='registry.postboxrow', verbose_name='hộp thư'),
                ),
                migrations.AlterField(
                    model_name='newssteprow',
                    name='news',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='registry.newsrow', verbose_name='tin'),
                ),
                migrations.AlterField(
                    model_name='paperrow',
                    name='scan',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='resolved', to='registry.scanrow', verbose_name='bản quét'),
                ),
                migrations.AlterField(
                    model_name='taskfallrow',
                    name='task',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='fall_rows', to='registry.taskrow', verbose_name='nhiệm vụ'),
                ),
                migrations.AlterField(
                    model_name='tasklinkrow',
                    name='task',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='link_rows', to='registry.taskrow', verbose_name='nhiệm vụ'),
                ),
                migrations.AlterField(
                    model_name='taskrow',
                    name='scan',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='registry.scanrow', verbose_name='bản quét'),
                ),
            ],
        ),
    ]
