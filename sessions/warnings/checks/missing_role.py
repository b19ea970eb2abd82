"""What a kind of session should not be without; who has declined does not count."""

from collections.abc import Iterator

from django_stubs_ext import StrPromise

from sessions.models import SessionRole
from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan


def check_for(role: SessionRole.Role, label: StrPromise, sentence: StrPromise, *, order: int) -> Check:
    """`sentence` takes the placeholder `session`."""
    slug = f"no_{role.value}"

    def find(plan: Plan) -> Iterator[Finding]:
        for session in plan.sessions:
            if role in session.kind.roles and all(part.role != role for part in plan.coming(session)):
                yield Finding(slug, sentence % {"session": plan.named(session)}, (session.pk,))

    return Check(slug, label, find, order)
