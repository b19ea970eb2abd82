"""The tabs of the form in which an event is written."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

WHAT = ObjectList(
    [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("short_title"), FieldPanel("slug")]),
        FieldPanel("kind"),
        FieldPanel("theme"),
        FieldPanel("goal"),
        FieldRowPanel([FieldPanel("series"), FieldPanel("edition")]),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("outside_parent")]),
    ],
    heading=_("What"),
)
WHEN_AND_WHERE = ObjectList(
    [
        FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
        FieldPanel("venue"),
        FieldPanel("timezone"),
        FieldRowPanel([FieldPanel("hours_start"), FieldPanel("hours_end")]),
        FieldPanel("language"),
        FieldRowPanel([FieldPanel("working_languages"), FieldPanel("interpretation")]),
    ],
    heading=_("When and where"),
)
OBJECTIVES = ObjectList(
    [
        InlinePanel("objectives", [FieldPanel("text")], label=_("objective")),
        FieldPanel("themes"),
        FieldPanel("sdg_targets"),
    ],
    heading=_("Objectives and subjects"),
)
PEOPLE = ObjectList(
    [
        InlinePanel(
            "organizers",
            [FieldRowPanel([FieldPanel("organization"), FieldPanel("role")])],
            heading=_("Organizers"),
            label=_("organizer"),
        ),
        InlinePanel(
            "contacts",
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("title")]),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("email")]),
            ],
            heading=_("Contacts"),
            label=_("contact"),
        ),
    ],
    heading=_("Organizers and contacts"),
)
NOTES = ObjectList(
    [
        InlinePanel(
            "practical_notes",
            [FieldPanel("topic"), FieldPanel("text")],
            heading=_("Practical notes"),
            help_text=_("What participants must know: the information note prints these, in the order of its topics."),
            label=_("note"),
        ),
    ],
    heading=_("Practical notes"),
)
PUBLICATION = ObjectList(
    [
        FieldPanel("visibility"),
        FieldPanel("session_numbering"),
        FieldPanel("symbol"),
        FieldPanel("expected_participants"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("participant_precision"), FieldPanel("participant_count")]),
                FieldRowPanel([FieldPanel("state_precision"), FieldPanel("state_count")]),
            ],
            heading=_("Attendance, once it is known"),
        ),
    ],
    heading=_("Publication"),
)
TABS = [WHAT, WHEN_AND_WHERE, OBJECTIVES, PEOPLE, NOTES, PUBLICATION]
