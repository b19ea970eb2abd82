from django.utils.translation import gettext_lazy as _

from sessions.models import SessionRole

from .missing_role import check_for

CHECK = check_for(SessionRole.Role.MODERATOR, _("No moderator"), _("%(session)s has no moderator."), order=51)
