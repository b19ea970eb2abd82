from django.utils.translation import gettext_lazy as _

from participants.questions.needs import Needs


class Accessibility(Needs):
    slug, label = "accessibility", _("accessibility needs")
    choices = {
        "step_free": _("Step-free access"),
        "wheelchair": _("A place for a wheelchair"),
        "front_seat": _("A seat near the front"),
        "sign_language": _("Sign language interpretation"),
        "captions": _("Captions in real time"),
        "hearing_loop": _("A hearing loop"),
        "large_print": _("Papers in large print"),
        "screen_reader": _("Papers for a screen reader"),
        "assistant": _("I come with an assistant"),
        "quiet_room": _("A quiet room"),
    }


KIND = Accessibility()
