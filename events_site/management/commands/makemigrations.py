"""Django's command, whose initial migrations create a table with its constraints and indexes at once.

Added one by one, each makes Django build the models of the whole site again: half of the time that migrating takes.
"""

from collections.abc import Iterable

from django.core.management.commands import makemigrations
from django.db.migrations import operations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations.base import Operation

ADDED = {operations.AddConstraint: "constraint", operations.AddIndex: "index"}
OPTIONS = {"constraint": "constraints", "index": "indexes"}


class Autodetector(MigrationAutodetector):
    def _optimize_migrations(self) -> None:
        super()._optimize_migrations()
        for migrations in self.migrations.values():
            for migration in migrations:
                migration.operations = folded(migration.operations)


def folded(found: Iterable[Operation]) -> list[Operation]:
    """`found` with what is added to a model in its creation, unless the model gets fields in between."""
    kept: list[Operation] = []
    created: dict[str, operations.CreateModel] = {}
    for operation in found:
        name = ADDED.get(type(operation))
        model = created.get(getattr(operation, "model_name_lower", "")) if name else None
        if name and model:
            model.options.setdefault(OPTIONS[name], []).append(getattr(operation, name))
            continue
        if isinstance(operation, operations.CreateModel):
            created[operation.name_lower] = operation
        elif isinstance(operation, operations.AddField):
            created.pop(operation.model_name_lower, None)
        kept.append(operation)
    return kept


class Command(makemigrations.Command):
    autodetector = Autodetector
