"""Whether this process can serve: asked by supervisors, answered without a template."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 where the database answers and is migrated; else 503 and why, in words without details of the inside."""
    if fault := _fault():
        return JsonResponse({"status": "not ready", "why": fault}, status=503)
    return JsonResponse({"status": "ready"})


def _fault() -> str:
    try:
        pending = pending_migrations()
    except Exception:  # noqa: BLE001 -- whatever the database says, the answer is the same
        return "the database does not answer"
    return f"{pending} migrations are not applied" if pending else ""


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
