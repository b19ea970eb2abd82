"""The columns that describe a person, as ours and as other systems call them."""

from django.utils.translation import gettext_lazy as _

from participants.domain.importing.columns import Column

NAME = Column(
    *("name", "Name", "name", 150, _("Needed. As it is to be printed, in any script.")),
    ("full name", "participant", "nom", "nombre", "first and last name"),
    is_needed=True,
)
HONORIFIC = Column(
    *("honorific", "Form of address", "text", 40, _("Ms., Dr., H.E. or empty.")),
    ("salutation", "prefix", "mr ms", "anrede"),
)
EMAIL = Column(
    *("email", "E-mail", "email", 254, _("Finds people who are here already; they sign up with it.")),
    ("mail", "email address", "e-mail address", "courriel", "correo"),
)
CATEGORY = Column(
    *("category", "Category", "category", 100, _("One of those the event offers.")),
    ("participant category", "type", "participant type", "group"),
)
COUNTRY = Column(
    *("country", "Country", "country", 150, _("Its name in a language of the United Nations, or its code.")),
    ("state or area", "member state", "nationality", "pays", "país"),
)
