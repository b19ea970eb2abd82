"""One page with every component and a sample of its context; served while DEBUG is on."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.views.generic import TemplateView


class SampleForm(forms.Form):
    name = forms.CharField(label="Name as it should appear on the list", help_text="Family name last.")
    email = forms.EmailField(label="E-mail", help_text="The letter of invitation goes to this address.")
    country = forms.ChoiceField(label="Country", choices=[("", "Choose one"), ("KE", "Kenya"), ("UY", "Uruguay")])
    arrival = forms.DateField(label="Arrival", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    days = forms.MultipleChoiceField(
        label="Days you will attend",
        choices=[("23", "Monday 23 June"), ("24", "Tuesday 24 June"), ("25", "Wednesday 25 June")],
        widget=forms.CheckboxSelectMultiple,
    )
    role = forms.ChoiceField(
        label="You come as", choices=[("expert", "Expert"), ("observer", "Observer")], widget=forms.RadioSelect
    )
    paper = forms.FileField(label="Paper", required=False, help_text="PDF, Word or OpenDocument, up to 20 MB.")
    note = forms.CharField(label="Anything the organisers should know", required=False, widget=forms.Textarea)
    consent = forms.BooleanField(label="My name may appear on the public list of participants", required=False)


class SampleFilter(forms.Form):
    kind = forms.ChoiceField(label="Kind", choices=[("", "All kinds"), ("forum", "Forum")], required=False)
    year = forms.ChoiceField(label="Year", choices=[("", "All years"), ("2014", "2014")], required=False)
    words = forms.CharField(label="Words", required=False)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2014, 6, day, hour, minute, tzinfo=UTC)


PEOPLE = [
    {"name": "Amara Okonjo", "title": "Director, Service Delivery", "affiliation": "Huduma Agency", "country": "Kenya"},
    {"name": "Lucía Ferrández", "title": "Adviser", "affiliation": "Office of Planning", "country": "Uruguay"},
    {"name": "Jin-ho Baek", "title": "Deputy Mayor", "affiliation": "City of Haneul", "country": "Republic of Korea"},
    {"name": "Nadia Rahmouni", "title": "Professor", "affiliation": "Institute of Administration"},
]

SESSIONS = [
    {
        "starts": at(23, 9),
        "ends": at(23, 10, 30),
        "numeral": "I",
        "title": "Opening of the forum",
        "star": 1,
        "url": "#",
        "type": "Ceremony",
        "room": "Grand Ballroom",
        "roles": [{"label": "Chair", "people": "Amara Okonjo"}],
    },
    {"starts": at(23, 10, 30), "ends": at(23, 11), "title": "Coffee", "is_break": True},
    {
        "starts": at(23, 11),
        "ends": at(23, 12, 30),
        "numeral": "II",
        "title": "Innovating the delivery of public services",
        "url": "#",
        "type": "Plenary",
        "room": "Hall 301",
        "roles": [
            {"label": "Moderator", "people": "Lucía Ferrández"},
            {"label": "Rapporteur", "people": "Nadia Rahmouni"},
        ],
        "contributions": [
            {"title": "One counter for every service", "url": "#", "speakers": "Jin-ho Baek"},
            {"title": "What citizens asked for", "speakers": "Amara Okonjo, Nadia Rahmouni"},
        ],
    },
    {
        "starts": at(23, 14),
        "ends": at(23, 15, 30),
        "numeral": "III",
        "title": "Whole of government and collaborative governance",
        "url": "#",
        "type": "Workshop",
        "room": "Hall 302",
        "state": "moved",
        "state_label": "New room",
    },
    {
        "starts": at(23, 16),
        "ends": at(23, 17, 30),
        "title": "Round table on gender-responsive services",
        "url": "#",
        "type": "Round table",
        "room": "Hall 303",
        "state": "cancelled",
        "state_label": "Cancelled",
    },
]

EVENTS = [
    {
        "title": "United Nations Public Service Forum 2014",
        "url": "#",
        "starts": date(2014, 6, 23),
        "ends": date(2014, 6, 26),
        "kind": "Forum",
        "place": "Goyang, Republic of Korea",
        "status": {"kind": "success", "label": "Report adopted"},
        "became": [{"label": "merged", "title": "Final report", "url": "#", "words": "publish both"}],
    },
    {
        "title": "Preventing corruption: engaging citizens",
        "url": "#",
        "starts": date(2011, 10, 30),
        "ends": date(2011, 11, 1),
        "kind": "Workshop",
        "place": "Marrakech, Morocco",
    },
    {
        "title": "E-government and the delivery of services",
        "url": "#",
        "starts": date(2010, 12, 6),
        "ends": date(2010, 12, 6),
        "kind": "Expert group meeting",
        "place": "New York",
        "status": {"kind": "info", "label": "Registration open"},
    },
]

HEADERS = ["Document", "Language", "Pages", "State"]

SECTIONS = [
    {
        "id": "s1",
        "number": "I",
        "title": "Introduction",
        "paragraphs": [
            {"id": "p1", "number": 1, "html": "<p>The forum met from 23 to 26 June 2014 in Goyang.</p>"},
            {
                "id": "p2",
                "number": 2,
                "html": "<p>About 1,800 participants from 129 Member States took part, in plenary sessions, "
                "workshops and a ministerial round table.</p>",
                "sources": [{"label": "Session I", "url": "#"}],
            },
        ],
    },
    {
        "id": "s2",
        "number": "II",
        "title": "Recommendations",
        "sections": [
            {
                "id": "s2a",
                "number": "A",
                "title": "Delivery of services",
                "paragraphs": [
                    {
                        "id": "p3",
                        "number": 3,
                        "html": "<p>Governments <em>are encouraged</em> to offer services through one platform.</p>",
                        "sources": [{"label": "Session II", "url": "#"}, {"label": "Session III", "url": "#"}],
                    }
                ],
            }
        ],
    },
]


def sample() -> dict[str, Any]:
    theme = {"name": "Open data", "count": 4, "is_chosen": True, "url": "#", "facet": "Theme"}
    return {
        "crumbs": [{"label": "Events", "url": "#"}, {"label": "2014", "url": "#"}, {"label": "Public Service Forum"}],
        "tabs": [
            {"label": label, "url": "#", "current": label == "Programme"}
            for label in ("About", "Programme", "Participants", "Papers", "Outcome")
        ],
        "meta": [
            {"icon": "calendar", "text": "23 to 26 June 2014"},
            {"icon": "place", "text": "Goyang, Republic of Korea"},
            {"icon": "people", "text": "About 1,800 participants"},
        ],
        "actions": [
            {"label": "Final report", "url": "#", "icon": "document"},
            {"label": "Add to calendar", "url": "#", "kind": "secondary", "icon": "calendar"},
        ],
        "status": {"kind": "success", "label": "Report adopted"},
        "events": EVENTS,
        "sessions": SESSIONS,
        "people": PEOPLE,
        "sections": SECTIONS,
        "facts": [
            {"label": "Dates", "value": "23 to 26 June 2014"},
            {"label": "Place", "value": "Goyang, Republic of Korea"},
            {"label": "Languages", "value": "English, French"},
            {"label": "Host", "value": "Ministry of Security and Public Administration", "url": "#"},
        ],
        "tiles": [
            {"label": "Participants", "value": "1,800"},
            {"label": "Member States", "value": "129"},
            {"label": "Institutions honoured", "value": "19"},
            {"label": "Recommendations", "value": "34"},
        ],
        "headers": HEADERS,
        "rows": [
            list(zip(HEADERS, row, strict=True))
            for row in (("Final report", "English", 48, "Adopted"), ("Communiqué", "English, French", 4, "Issued"))
        ],
        "page": Paginator(range(200), 20).page(4),
        "filter": SampleFilter(),
        "form": SampleForm(),
        "wrong": SampleForm({"wrong-name": "Amara Okonjo", "wrong-email": "amara at example"}, prefix="wrong"),
        "steps": [
            {"label": "Your details", "state": "done"},
            {"label": "Attendance", "state": "current"},
            {"label": "Check and send"},
        ],
        "timeline": [
            {"when": date(2014, 6, 26), "title": "Communiqué read out", "done": True},
            {"when": date(2014, 9, 15), "title": "Final report adopted", "url": "#", "done": True},
            {"when": date(2015, 6, 23), "title": "Follow-up reports due", "text": "From the addressees of 34 points."},
        ],
        "contents": [
            {"number": "I", "label": "Introduction", "url": "#s1"},
            {
                "number": "II",
                "label": "Recommendations",
                "url": "#s2",
                "children": [{"number": "A", "label": "Delivery of services", "url": "#s2a"}],
            },
        ],
        "source": {"label": "Session II", "url": "#"},
        "text": "budgets",
        "sorts": [("", "newest first"), ("oldest", "oldest first")],
        "kept": [("theme", "open-data")],
        "chips": [theme],
        "facets": [{"name": "theme", "label": "Theme", "choices": [theme]}],
    }


class StyleGuide(TemplateView):
    template_name = "events_site/styleguide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**sample(), **kwargs)
