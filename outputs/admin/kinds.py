"""Kinds of documents in the back office: the list, the parts of one, and what a new document would begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.blocks.base import BlockWidget
from wagtail.models import Revision

from cms.admin.home import SecretariatMenuItem
from cms.models import Event
from outputs.admin.access import writer
from outputs.blocks.kind_parts import PartsBlocks, offered_with
from outputs.domain import kinds as domain
from outputs.domain import paper_texts
from outputs.editing.placeholders import OF_EVENT
from outputs.models import Output, TemplateText
from outputs.parts_of_kinds import Offered, kind_of, offered
from outputs.permissions import may_manage_kinds
from outputs.renderers import html
from outputs.starting import as_begun

LANGUAGES = dict(settings.LANGUAGES)
VERSIONS_SHOWN = 20
View = Callable[..., HttpResponse]


def menu_item() -> MenuItem:
    return SecretariatMenuItem(
        gettext_lazy("Kinds of documents"), reverse("outputs_admin:kinds"), icon_name="doc-full-inverse", order=850
    )


def for_secretariat(view: View) -> View:
    """For everybody else the page is not there."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_manage_kinds(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def frame(title: str, *, inside: bool = True) -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    kinds = [{"url": reverse("outputs_admin:kinds"), "label": _("Kinds of documents")}] if inside else []
    crumbs = [home, *kinds, {"url": "", "label": title}]
    return {"header_title": title, "header_icon": "doc-full-inverse", "breadcrumbs_items": crumbs}


def languages(request: HttpRequest) -> str:
    """The language that is asked for; that of the screen where it is none of the site's."""
    asked = request.GET.get("language") or request.POST.get("language") or get_language() or "en"
    return asked if asked in LANGUAGES else "en"


class NewKindForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    behaves_as = forms.ChoiceField(
        label=gettext_lazy("Made after"),
        help_text=gettext_lazy("It begins with the parts of that kind, and is assembled and adopted like it."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"language": language}} | kwargs)
        written = [one for one in offered(language).values() if one.kind.is_written]
        self.fields["behaves_as"].choices = [(one.slug, one.label) for one in written]  # type: ignore[attr-defined]


class TextForm(WagtailAdminModelForm):
    """The parts offer the blocks that documents of this kind may hold."""

    def restrict(self, found: Offered, language: str) -> None:
        names = offered_with(domain.live_names(found, language))
        field: Any = self.fields["sections"]
        field.block = PartsBlocks(names=names)
        field.widget = BlockWidget(field.block)
        placeholders = ", ".join(f"{{{name}}}" for name in sorted(OF_EVENT))
        field.help_text = _("Facts of the event: %(names)s.") % {"names": placeholders}
        for name, pattern in domain.delivered_head(found, language).items():
            shown = pattern or _("nothing, or what belongs to the event")
            self.fields[name].help_text = _("Left empty: %(pattern)s.") % {"pattern": shown}


PANEL = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("title"), FieldPanel("subtitle")], heading=gettext_lazy("Head")
        ),
        FieldPanel("sections", heading=gettext_lazy("Parts")),
    ],
    base_form_class=TextForm,
).bind_to_model(TemplateText)


@require_safe
@for_secretariat
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind, whether it was changed, and how many documents were begun from it."""
    language = languages(request)
    counts = Counter(
        own or kind for kind, own in Output.objects.filter(session=None).values_list("kind", "template__slug")
    )
    rows = [
        {"kind": one, "count": counts[one.slug], "changed": changed_in(one), "base": one.kind.label}
        for one in offered(language).values()
    ]
    context = frame(_("Kinds of documents"), inside=False) | {
        "in_use": [row for row in rows if not row["kind"].is_retired],  # type: ignore[attr-defined]
        "retired": [row for row in rows if row["kind"].is_retired],  # type: ignore[attr-defined]
        "papers": paper_texts.rows(),
        "language": language,
    }
    return render(request, "outputs/admin/kinds.html", context)


def changed_in(found: Offered) -> list[str]:
    """The names of the languages in which the secretariat wrote it."""
    if found.row is None:
        return []
    return [str(LANGUAGES[text.language]) for text in found.row.texts.all() if text.is_used]


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def add(request: HttpRequest) -> HttpResponse:
    form = NewKindForm(request.POST or None, language=languages(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.create_kind(by=writer(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(
                request, _("The kind “%(name)s” is made. Its parts are yours to change.") % {"name": made.name}
            )
            return to_kind(made.template.slug, made.language)
    return render(request, "outputs/admin/kind_new.html", frame(_("New kind")) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """The parts of a kind in one language. Typed text is shown as a document of an event where that is asked for."""
    language = languages(request)
    found = known(kind, language)
    text = domain.text_of(found, language)
    form = PANEL.get_form_class()(request.POST or None, instance=text, for_user=request.user)
    form.restrict(found, language)
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return shown(request, found, language, typed=form.instance)
        if saved(request, form, kind, language):
            return to_kind(kind, language)
    return render(request, "outputs/admin/kind.html", context_of(request, found, language, form, text))


def saved(request: HttpRequest, form: Any, kind: str, language: str) -> bool:
    data = {name: form.cleaned_data[name] for name in domain.FIELDS}
    try:
        domain.save_text(kind, language, by=writer(request), data=data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Documents begun from now on have these parts. Those there are stay as they are."))
    return True


def context_of(request: HttpRequest, found: Offered, language: str, form: Any, text: TemplateText) -> dict[str, Any]:
    panel = PANEL.get_bound_panel(instance=text, request=request, form=form)
    kept = TemplateText.objects.filter(template__slug=found.slug, language=language).first()
    versions = kept.revisions.select_related("user").order_by("-created_at", "-pk")[:VERSIONS_SHOWN] if kept else []
    return frame(found.label) | {
        "page_title": _("Kinds of documents"),
        "page_subtitle": found.label,
        "kind": found,
        "panel": panel,
        "form": form,
        "media": panel.media + form.media,
        "action_url": f"{reverse('outputs_admin:kind', args=[found.slug])}?language={language}",
        "language": language,
        "languages": settings.LANGUAGES,
        "is_changed": text.pk is not None and text.is_used,
        "versions": versions,
        "events": events(),
        "submit_button_label": _("Save"),
        "submit_button_active_label": _("Saving …"),
    }


def events() -> Any:
    return Event.objects.order_by("-start_date", "title").only("slug", "title", "short_title")[:200]


@require_safe
@for_secretariat
def preview(request: HttpRequest, kind: str) -> HttpResponse:
    """What a new document of an event would begin with."""
    language = languages(request)
    return shown(request, known(kind, language), language)


def shown(request: HttpRequest, found: Offered, language: str, typed: TemplateText | None = None) -> HttpResponse:
    """As it is kept, or as it was `typed` and not yet saved."""
    asked = request.POST.get("event") or request.GET.get("event") or ""
    every = Event.objects.with_place()
    event = every.filter(slug=asked).first() or every.order_by("-start_date").first()
    context = frame(_("A new document: %(kind)s") % {"kind": found.label}) | {
        "kind": found,
        "language": language,
        "event": event,
        "events": events(),
        "typed": typed,
    }
    if event:
        output, document = as_begun(found, event, language, typed)
        context |= {"output": output, "fragment": html.fragment(document)}
    return render(request, "outputs/admin/kind_preview.html", context)


@require_POST
@for_secretariat
def restore(request: HttpRequest, kind: str) -> HttpResponse:
    """Back to the delivered one, or to the version that is named."""
    language = languages(request)
    known(kind, language)
    version = request.POST.get("version", "")
    try:
        if not version:
            domain.restore_delivered(kind, language, by=writer(request))
            messages.success(request, _("The kind is again as it was delivered."))
        else:
            number = int(version) if version.isascii() and version.isdigit() else 0
            domain.restore_version(kind, language, by=writer(request), revision=number)
            messages.success(request, _("The earlier version holds again."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except (Revision.DoesNotExist, OverflowError) as missing:
        raise Http404 from missing
    return to_kind(kind, language)


@require_POST
@for_secretariat
def retire(request: HttpRequest, kind: str) -> HttpResponse:
    """Takes a kind out of use, or offers it again."""
    known(kind, languages(request))
    change = domain.resume_kind if request.POST.get("retired") == "no" else domain.retire_kind
    try:
        change(kind, by=writer(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("outputs_admin:kinds")


def known(slug: str, language: str) -> Offered:
    found = kind_of(slug, language)
    if found is None or not found.kind.is_text:
        raise Http404
    return found


def to_kind(slug: str, language: str) -> HttpResponse:
    return redirect(f"{reverse('outputs_admin:kind', args=[slug])}?language={language}")


def urlpatterns() -> list[URLPattern]:
    return [
        path("kinds/", kinds, name="kinds"),
        path("kinds/new/", add, name="add_kind"),
        path("kinds/<slug:kind>/", kind, name="kind"),
        path("kinds/<slug:kind>/preview/", preview, name="preview_kind"),
        path("kinds/<slug:kind>/restore/", restore, name="restore_kind"),
        path("kinds/<slug:kind>/retire/", retire, name="retire_kind"),
    ]
