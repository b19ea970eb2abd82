"""House style in the back office: what is found in a document, and which rules are off."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from cms.models import Series
from outputs.admin.access import output_of, writer
from outputs.admin.frame import frame
from outputs.checks.style import StyleReport, is_being_read, style_for_page
from outputs.domain import house_style as domain
from outputs.house_style import RULES, Finding
from outputs.house_style.rewriting import block_of, field_of
from outputs.kinds import KINDS
from outputs.models import Output, SilencedRule
from outputs.permissions import may_edit_output, may_set_house_style
from outputs.tree import Source

#: A place in the form of a document.
ANCHOR = re.compile(r"block-[0-9a-f-]{36}-section|id_[a-z]+")
#: Of the page, each with its template: what stands beside the text, the list on the page, the number on the work page.
PARTS = {"panel": "findings", "list": "findings", "count": "count"}
LABELS = {"error": gettext_lazy("error"), "warning": gettext_lazy("warning"), "hint": gettext_lazy("hint")}


@require_http_methods(["GET", "HEAD", "POST"])
def style(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings of one document, or that they are looked for. `?part` is one of PARTS; it answers 202 until they are
    found.
    """
    output = output_of(request, pk)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        errors = _act(request, output)
        if not errors:
            return redirect(_back(request, output))
    part = request.GET.get("part", "")
    context = context_of(request, output, errors) | {"is_panel": part == "panel"}
    status = 202 if part in PARTS and context["is_looked_for"] else 200
    template = f"outputs/admin/style/{PARTS.get(part, 'page')}.html"
    return render(request, template, frame(output, _("House style")) | context, status=status)


def _back(request: HttpRequest, output: Output) -> str:
    if request.POST.get("next") == "edit":
        at = request.POST.get("at", "")
        return reverse("outputs_admin:edit", args=[output.pk]) + (f"#{at}" if ANCHOR.fullmatch(at) else "")
    rule = {"rule": request.POST["shown"]} if request.POST.get("shown") in RULES else {}
    return reverse("outputs_admin:style", args=[output.pk]) + (f"?{urlencode(rule)}" if rule else "") + "#findings"


def _act(request: HttpRequest, output: Output) -> dict[str, list[str]]:
    """What the button says; what is refused, by the key of the finding."""
    posted, by = request.POST, writer(request)
    try:
        if key := posted.get("fix"):
            domain.fix_finding(output, by=by, key=key)
            messages.success(request, _("Replaced."))
        elif rule := posted.get("fix_all"):
            done = domain.fix_rule(output, by=by, rule=rule)
            messages.success(request, ngettext("%(count)d replaced.", "%(count)d replaced.", done) % {"count": done})
        elif key := posted.get("dismiss"):
            domain.dismiss_finding(output, by=by, key=key, reason=posted.get("reason", ""))
        elif (kept := posted.get("restore", "")).isdecimal() and len(kept) < 16:
            domain.restore_finding(output, by=by, pk=int(kept))
    except ValidationError as refused:
        report = style_for_page(output)
        if report and report.of(posted.get("dismiss", "")):
            return {posted["dismiss"]: refused.messages}
        messages.error(request, " ".join(refused.messages))
    return {}


def context_of(request: HttpRequest, output: Output, errors: dict[str, list[str]]) -> dict[str, Any]:
    is_waiting = request.GET.get("part") in PARTS and is_being_read(output)
    report = None if is_waiting else style_for_page(output)
    context = {
        "output": output,
        "is_looked_for": report is None,
        "may_edit": may_edit_output(request.user, output),
        "may_set": may_set_house_style(request.user),
    }
    return context | (_found(request, output, report, errors) if report else {})


def _found(request: HttpRequest, output: Output, report: StyleReport, errors: dict[str, list[str]]) -> dict[str, Any]:
    chosen = request.GET.get("rule", "")
    rows = [_row(output, report, one, errors.get(one.key)) for one in report.open if chosen in ("", one.rule)]
    return {
        "rows": rows,
        "rules_found": _rules_found(report, output),
        "chosen": chosen if chosen in RULES else "",
        "standing": [{"finding": one, "kept": kept, "rule": RULES[one.rule]} for one, kept in report.standing],
        "words": report.words,
        "total": len(report.open),
        "typed": request.POST.get("reason", ""),
    }


def _rules_found(report: StyleReport, output: Output) -> list[dict[str, Any]]:
    found: dict[str, list[Finding]] = {}
    for one in report.open:
        found.setdefault(one.rule, []).append(one)
    return [
        {"rule": RULES[code], "count": len(all_of), "fixable": sum(domain.is_fixable(output, one) for one in all_of)}
        for code, all_of in sorted(found.items(), key=lambda pair: -len(pair[1]))
    ]


def _row(output: Output, report: StyleReport, finding: Finding, errors: list[str] | None) -> dict[str, Any]:
    written = domain.is_written(output, finding)
    return {
        "finding": finding,
        "rule": RULES[finding.rule],
        "severity": LABELS[finding.severity],
        "is_long": len(finding.found) > 160,
        "fixable": domain.is_fixable(output, finding),
        "anchor": _anchor(output, finding) if written else "",
        "origins": [] if written else [_origin(output, one) for one in report.sources.get(finding.node, ())],
        "is_written": written,
        "errors": errors or [],
    }


def _anchor(output: Output, finding: Finding) -> str:
    """Where in the form the words are: their block, or their field in the head."""
    if field := field_of(finding.node):
        return f"id_{field}"
    return f"block-{block_of(output, finding.node).id}-section"


def _origin(output: Output, source: Source) -> dict[str, str]:
    """The record of the session, where it is one of this event; else the page."""
    page = reverse("sessions:session", args=[output.event.slug, source.id]) if source.kind == "session" else ""
    desk = page and source.url == page
    url = reverse("record:desk", args=[output.event.slug, source.id]) if desk else source.url
    return {"label": source.label, "url": url}


class SilenceForm(forms.Form):
    rule = forms.ChoiceField(label=gettext_lazy("Rule"))
    series = forms.ModelChoiceField(
        Series.objects.all(), required=False, label=gettext_lazy("In series"), empty_label=gettext_lazy("all")
    )
    kind = forms.ChoiceField(required=False, label=gettext_lazy("In documents of the kind"))
    reason = forms.CharField(required=False, max_length=250, label=gettext_lazy("Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = [(kind.slug, kind.label) for kind in KINDS.values() if kind.is_written and kind.is_text]
        fields: Any = self.fields
        fields["rule"].choices = sorted(
            ((code, rule.title) for code, rule in RULES.items()), key=lambda one: str(one[1])
        )
        fields["kind"].choices = [("", _("all")), *written]


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """All rules, with what each is for; turning them off and on."""
    if not may_set_house_style(request.user):
        raise PermissionDenied
    is_new = request.method == "POST" and "restore" not in request.POST
    form = SilenceForm(request.POST if is_new else None)
    if request.method == "POST" and (_restored(request) if not is_new else _silenced(request, form)):
        return redirect("outputs_admin:style_rules")
    context = {
        "header_title": _("House style"),
        "header_icon": "doc-full",
        "breadcrumbs_items": [{"url": reverse("outputs_admin:style_rules"), "label": _("House style")}],
        "rules": [{"rule": rule, "severity": LABELS[rule.severity]} for rule in RULES.values()],
        "silenced": [_silence_row(one) for one in SilencedRule.objects.select_related("series", "made_by")],
        "form": form,
    }
    return render(request, "outputs/admin/style/rules.html", context)


def _silence_row(one: SilencedRule) -> dict[str, Any]:
    kind = KINDS.get(one.kind)
    return {"row": one, "title": RULES[one.rule].title if one.rule in RULES else one.rule, "kind": kind and kind.label}


def _silenced(request: HttpRequest, form: SilenceForm) -> bool:
    if not form.is_valid():
        return False
    try:
        domain.silence_rule(by=writer(request), **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _restored(request: HttpRequest) -> bool:
    pk = request.POST["restore"]
    found = get_object_or_404(SilencedRule, pk=int(pk) if pk.isdecimal() and len(pk) < 16 else 0)
    domain.restore_rule(found, by=writer(request))
    return True
