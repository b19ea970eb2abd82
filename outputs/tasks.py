"""What the background worker does for outputs."""

from __future__ import annotations

from django_tasks import task


@task(queue_name="compile")
def compile_job(job_id: int) -> None:
    from outputs.domain.compilation import run_compilation

    run_compilation(job_id)


@task(queue_name="compile")
def print_run(run_id: int) -> None:
    from outputs.domain.runs import perform_run

    perform_run(run_id)


@task()
def read_style(output_id: int, language: str) -> None:
    """House style of a long text, said in `language`."""
    from django.utils import translation

    from outputs.checks.style import style_report
    from outputs.models import Output

    if output := Output.objects.filter(pk=output_id).first():
        with translation.override(language):
            style_report(output)


@task(queue_name="compile")
def stamp_superseded(job_id: int) -> None:
    from outputs.domain.superseding import run_stamping

    run_stamping(job_id)
