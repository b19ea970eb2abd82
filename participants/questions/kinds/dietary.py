from django.utils.translation import gettext_lazy as _

from participants.questions.needs import Needs


class Dietary(Needs):
    slug, label = "dietary", _("dietary needs")
    choices = {
        "vegetarian": _("Vegetarian"),
        "vegan": _("Vegan"),
        "halal": _("Halal"),
        "kosher": _("Kosher"),
        "gluten_free": _("Without gluten"),
        "lactose_free": _("Without lactose"),
        "nut_free": _("Without nuts"),
        "no_pork": _("Without pork"),
        "no_beef": _("Without beef"),
        "no_fish": _("Without fish and seafood"),
    }


KIND = Dietary()
