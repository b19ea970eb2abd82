"""Categories of participants, shared by all events."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.roles import is_secretariat
from participants.models import FormSection, ParticipantCategory, Registration, User


def delete_category(category: ParticipantCategory, *, by: User) -> None:
    """Raises PermissionDenied unless `by` is of the secretariat, ValidationError where people or forms need it.

    A section of a form that lost its last category would be asked of everybody.
    """
    if not is_secretariat(by):
        raise PermissionDenied
    with transaction.atomic():
        if Registration.objects.filter(category=category).exists():
            raise ValidationError(_("People are registered in this category. Take it out of choice instead."))
        if FormSection.objects.filter(categories=category).exists():
            raise ValidationError(_("Sections of forms are for this category. Change them first."))
        log(instance=category, action="wagtail.delete", user=by, deleted=True)
        category.delete()
