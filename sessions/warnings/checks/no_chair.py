from django.utils.translation import gettext_lazy as _

from sessions.models import SessionRole

from .missing_role import check_for

CHECK = check_for(SessionRole.Role.CHAIR, _("No chair"), _("%(session)s has no chair."), order=50)
