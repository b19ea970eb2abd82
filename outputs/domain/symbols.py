"""Symbols: given automatically, changed by hand until adoption, and never given twice in the whole installation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event, Series
from outputs.issued.symbols import PLACEHOLDERS, WELL_FORMED, free_symbols, placeholders_in, work_of
from outputs.kinds import KINDS
from outputs.models import DocumentSymbol, Output, SymbolPattern
from outputs.permissions import may_set_symbols
from participants.domain.text import one_line
from participants.models import User


def claim_symbol(output: Output) -> str:
    """The symbol of its work in any language, else the next free one of its pattern, which is its own from now on.

    Empty where the pattern makes none that is free. Of two who ask at the same moment each gets another.
    """
    work = work_of(output)
    for text in free_symbols(output):
        if known := DocumentSymbol.objects.filter(work=work).first():
            return known.text
        if _take(text, work):
            return text
    found = DocumentSymbol.objects.filter(work=work).first()
    return found.text if found else ""


def change_symbol(output: Output, symbol: str) -> str:
    """Gives the work of a draft another symbol, in each of its languages, or none where it is empty; returns it.

    To be called in the transaction that saves `output`. Raises ValidationError by field where it is no symbol, where
    another document has it, or where the document is adopted under the old one in another language.
    """
    text, work = one_line(symbol), work_of(output)
    known = DocumentSymbol.objects.filter(work=work).first()
    if (known.text if known else "") == text:
        return text
    others = languages_of(output).exclude(pk=output.pk)
    _check(text, work, others)
    DocumentSymbol.objects.filter(work=work).delete()
    if text and not _take(text, work):
        raise _taken(text, output)
    others.update(symbol=text)
    return text


def languages_of(output: Output) -> QuerySet[Output]:
    """The document in each language, the one that is given among them."""
    same = Output.objects.filter(modification=output.modification, modification_number=output.modification_number)
    if output.modifies:
        return same.filter(modifies__in=languages_of(output.modifies))
    same = same.filter(event=output.event, kind=output.kind, template=output.template, session=output.session)
    return same.filter(version=output.version)


def save_pattern(
    pattern: str, *, by: User, event: Event | None = None, series: Series | None = None, kind: str = ""
) -> SymbolPattern | None:
    """Sets how symbols are made from now on, for one event, one series, or everywhere; None where an empty `pattern`
    takes the rule away. Symbols that were given stay.

    Raises PermissionDenied; ValidationError by field for placeholders that there are not.
    """
    if not may_set_symbols(by):
        raise PermissionDenied
    pattern = one_line(pattern)
    _check_pattern(pattern, kind)
    key: dict[str, Any] = {"event": event, "series": None if event else series, "kind": kind}
    with transaction.atomic():
        rules = SymbolPattern.objects.select_for_update(of=("self",)).filter(**key)
        before = next((rule.pattern for rule in rules), "")
        rules.delete()
        kept = SymbolPattern.objects.create(**key, pattern=pattern) if pattern else None
        if event and before != pattern:
            data = {"title": str(KINDS[kind].label) if kind else "", "changes": {"symbol": [before, pattern]}}
            log(instance=event, action="outputs.set_symbols", user=by, data=data)
    return kept


def _take(text: str, work: str) -> bool:
    try:
        with transaction.atomic():
            DocumentSymbol.objects.create(text=text, work=work)
    except IntegrityError:
        return False
    return True


def _check(text: str, work: str, others: QuerySet[Output]) -> None:
    if text and not WELL_FORMED.fullmatch(text):
        raise ValidationError({"symbol": _("Capitals, digits, full stops and oblique strokes, as in ST/DPI/2014/R.1.")})
    adopted = others.exclude(frozen="").first()
    if adopted:
        words = _("This document is adopted in another language (%(language)s) under the symbol it has.")
        raise ValidationError({"symbol": words % {"language": adopted.get_language_display()}})


def _taken(text: str, output: Output) -> ValidationError:
    """The other document is named to those alone who know its event."""
    other = Output.objects.filter(event=output.event, symbol=text).first()
    if other:
        words = _("“%(symbol)s” is the symbol of “%(title)s”.") % {"symbol": text, "title": other.title}
    else:
        words = _("“%(symbol)s” is the symbol of another document.") % {"symbol": text}
    return ValidationError({"symbol": words})


def _check_pattern(pattern: str, kind: str) -> None:
    if kind and kind not in KINDS:
        raise ValidationError({"kind": _("There is no document of the kind “%(kind)s”.") % {"kind": kind}})
    try:
        strange = placeholders_in(pattern) - set(PLACEHOLDERS)
    except ValueError:
        raise ValidationError({"pattern": _("A brace is missing.")}) from None
    if strange:
        words = _("There is no placeholder %(names)s.") % {"names": ", ".join(f"{{{name}}}" for name in strange)}
        raise ValidationError({"pattern": words})
    if len(pattern) > 100:
        raise ValidationError({"pattern": _("At most 100 characters.")})
