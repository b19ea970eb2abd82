"""What the background worker does for programmes and papers."""

from django_tasks import task


@task()
def write_import(import_id: int) -> None:
    from sessions.domain.exchange import run_import

    run_import(import_id)


@task()
def read_paper(version_id: int) -> None:
    from sessions.domain.paper_files import read_version

    read_version(version_id)
