"""What letters and certificates say where an event has no text of its own: the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from outputs.admin.access import writer
from outputs.admin.kinds import for_secretariat, frame, languages
from outputs.domain import paper_texts
from outputs.domain.paper_texts import CERTIFICATES, PAPERS
from outputs.editing.placeholders import KNOWN


class PaperTextForm(forms.Form):
    """A certificate has a heading and one sentence, a letter paragraphs."""

    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in CERTIFICATES:
            self.fields["text"].widget.attrs["rows"] = 3
            self.fields["text"].help_text = _("One sentence that names {name} and ends with {event}.")
            return
        del self.fields["heading"]
        names = ", ".join(f"{{{name}}}" for name in sorted(KNOWN))
        self.fields["text"].help_text = _("An empty line parts paragraphs. Placeholders: %(names)s.") % {"names": names}


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in PAPERS:
        raise Http404
    language = languages(request)
    stands = paper_texts.paper_text(kind, language)
    initial = {"heading": stands.heading, "text": stands.text}
    form = PaperTextForm(request.POST if "text" in request.POST else None, kind=kind, initial=initial)
    if request.method == "POST" and changed(request, form, kind, language):
        return redirect(f"{reverse('outputs_admin:paper_text', args=[kind])}?language={language}")
    context = frame(str(PAPERS[kind])) | {
        "form": form,
        "slug": kind,
        "language": language,
        "languages": settings.LANGUAGES,
        "is_changed": stands.is_changed,
    }
    return render(request, "outputs/admin/kind_paper.html", context)


def changed(request: HttpRequest, form: PaperTextForm, kind: str, language: str) -> bool:
    if "restore" in request.POST:
        paper_texts.restore_paper_text(kind, language, by=writer(request))
        messages.success(request, _("The text is again as it was delivered."))
        return True
    if not form.is_valid():
        return False
    try:
        paper_texts.save_paper_text(kind, language, by=writer(request), **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Events without a text of their own have this one now. What was issued stays."))
    return True
