"""The verbs of communiqués: participles of a preamble, and what a meeting does in its operative clauses.

The choice is that of the resolutions of the General Assembly; the forms are those of each language.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from sessions.models import Verb

MEETING, WE = "meeting", "we"
VOICES = [
    (WE, gettext_lazy("We, the participants: (i) recommend that …")),
    (MEETING, gettext_lazy("The forum: (i) recommends that …")),
]

PARTICIPLES = [
    ("acknowledging", pgettext_lazy("preamble", "Acknowledging")),
    ("affirming", pgettext_lazy("preamble", "Affirming")),
    ("bearing_in_mind", pgettext_lazy("preamble", "Bearing in mind")),
    ("concerned", pgettext_lazy("preamble", "Concerned by")),
    ("convinced", pgettext_lazy("preamble", "Convinced of")),
    ("drawing_on", pgettext_lazy("preamble", "Drawing on")),
    ("emphasizing", pgettext_lazy("preamble", "Emphasizing")),
    ("guided_by", pgettext_lazy("preamble", "Guided by")),
    ("having_considered", pgettext_lazy("preamble", "Having considered")),
    ("having_heard", pgettext_lazy("preamble", "Having heard")),
    ("mindful_of", pgettext_lazy("preamble", "Mindful of")),
    ("noting", pgettext_lazy("preamble", "Noting")),
    ("noting_with_appreciation", pgettext_lazy("preamble", "Noting with appreciation")),
    ("reaffirming", pgettext_lazy("preamble", "Reaffirming")),
    ("recalling", pgettext_lazy("preamble", "Recalling")),
    ("recalling_also", pgettext_lazy("preamble", "Recalling also")),
    ("recognizing", pgettext_lazy("preamble", "Recognizing")),
    ("recognizing_also", pgettext_lazy("preamble", "Recognizing also")),
    ("reiterating", pgettext_lazy("preamble", "Reiterating")),
    ("stressing", pgettext_lazy("preamble", "Stressing")),
    ("taking_into_account", pgettext_lazy("preamble", "Taking into account")),
    ("taking_note_of", pgettext_lazy("preamble", "Taking note of")),
    ("welcoming", pgettext_lazy("preamble", "Welcoming")),
]

#: Operative verbs as the participants say them themselves.
OURS = {
    Verb.NOTES: pgettext_lazy("we", "note"),
    Verb.INVITES: pgettext_lazy("we", "invite"),
    Verb.ENCOURAGES: pgettext_lazy("we", "encourage"),
    Verb.RECOMMENDS: pgettext_lazy("we", "recommend that"),
    Verb.CALLS_UPON: pgettext_lazy("we", "call upon"),
    Verb.REQUESTS: pgettext_lazy("we", "request"),
    Verb.URGES: pgettext_lazy("we", "urge"),
    Verb.DECIDES: pgettext_lazy("we", "decide"),
}


def operative(verb: str, voice: str = MEETING) -> tuple[str, str]:
    """A verb in the present tense, and the conjunction that follows it or nothing: "recommends", "that"."""
    said = str(OURS[Verb(verb)] if voice == WE else Verb(verb).label)
    that = pgettext("after a verb", "that")
    return (said.removesuffix(f" {that}"), that) if said.endswith(f" {that}") else (said, "")


def participle(name: str) -> str:
    """The beginning of a clause of the preamble. Raises KeyError where there is none of that name."""
    return str(dict(PARTICIPLES)[name])
