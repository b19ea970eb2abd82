"""What the background worker does for programmes."""

from django_tasks import task


@task()
def write_import(import_id: int) -> None:
    from sessions.domain.exchange import run_import

    run_import(import_id)
