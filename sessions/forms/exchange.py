"""The form that takes a programme in."""

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.exchange.run import ENDINGS, MOST_BYTES
from sessions.exchange.tables import MOST_ROWS

ACCEPTED = ",".join(dict.fromkeys(ending for endings in ENDINGS.values() for ending in endings))


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}), max_length=255
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext(
            "A spreadsheet (.xlsx), a table (.csv), schedule.json of pretalx or frab, or the JSON of Indico. "
            "Up to %(rows)s rows and %(megabytes)d MB."
        ) % {"rows": intcomma(MOST_ROWS), "megabytes": MOST_BYTES // 1024**2}
