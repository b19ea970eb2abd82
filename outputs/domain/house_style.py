"""House style: quick fixes, findings that stand, rules that are off."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Series
from outputs.checks.style import StyleReport, style_at_hand
from outputs.domain.documents import save_output
from outputs.house_style import RULES, Finding
from outputs.house_style.rewriting import CannotRewrite, block_of, can_rewrite, field_of, rewrite
from outputs.kinds import KINDS
from outputs.models import DismissedFinding, Output, SilencedRule
from outputs.permissions import may_edit_output, may_set_house_style
from participants.domain.text import one_line
from participants.models import User

LONGEST_REASON = 250


def fix_finding(output: Output, *, by: User, key: str) -> Output:
    """Puts the replacement of one finding into the text, which must still be what it was when that was found.

    Raises PermissionDenied; ValidationError where the text has changed, comes from the record, or cannot be replaced.
    """
    with transaction.atomic():
        locked = _locked(output, by)
        finding = _known(_report(locked), key)
        if not is_fixable(locked, finding):
            raise ValidationError(_("Nobody can write this but a person: change it where it stands."))
        _write(locked, [finding], by)
    return locked


def fix_rule(output: Output, *, by: User, rule: str) -> int:
    """Fixes what a rule found in the text of the document; how many. What comes from the record, or cannot be replaced,
    stays. Raises PermissionDenied; ValidationError where nothing is left to fix.
    """
    with transaction.atomic():
        locked = _locked(output, by)
        fixable = [one for one in _report(locked).open if one.rule == rule and is_fixable(locked, one)]
        return _write(locked, fixable, by)


def _write(output: Output, findings: list[Finding], by: User) -> int:
    """From the last to the first, so that places stay what they were."""
    done, fields = [], set()
    for finding in reversed(findings):
        try:
            fields.add(rewrite(output, finding))
            done.append(finding)
        except CannotRewrite:
            continue
    if not done:
        raise ValidationError(_("The words could not be replaced by themselves: change them where they stand."))
    save_output(output, by=by, data={field: getattr(output, field) for field in fields})
    changes = {str(RULES[one.rule].title): [one.found, one.replacement] for one in done}
    data = _named(output) | {"count": len(done), "changes": changes}
    log(instance=output.event, action="outputs.style_fix", user=by, data=data)
    return len(done)


def is_written(output: Output, finding: Finding) -> bool:
    """Whether a person wrote it here; else it comes from the record."""
    return bool(field_of(finding.node)) or block_of(output, finding.node) is not None


def is_fixable(output: Output, finding: Finding) -> bool:
    return finding.replacement is not None and can_rewrite(output, finding.node)


def dismiss_finding(output: Output, *, by: User, key: str, reason: str) -> DismissedFinding:
    """Lets a finding stand, with a reason, until the text changes. Raises PermissionDenied and ValidationError."""
    reason = one_line(reason)
    if not reason:
        raise ValidationError(_("Say why it may stand."))
    if len(reason) > LONGEST_REASON:
        raise ValidationError(_("At most %(count)d letters.") % {"count": LONGEST_REASON})
    with transaction.atomic():
        locked = _locked(output, by)
        finding = _known(_report(locked), key)
        words = {"rule": finding.rule, "found": finding.found[:200], "reason": reason, "made_by": by}
        made, _new = DismissedFinding.objects.get_or_create(output=locked, text_hash=finding.text_hash, defaults=words)
        _log(locked, "style_dismiss", by, [None, reason], finding.rule)
    return made


def restore_finding(output: Output, *, by: User, pk: int) -> None:
    """Takes a finding up again. Raises PermissionDenied, and ValidationError where it does not stand any more."""
    with transaction.atomic():
        locked = _locked(output, by)
        kept = locked.dismissed_findings.filter(pk=pk).first()
        if kept is None:
            raise ValidationError(_("It was taken up again already."))
        kept.delete()
        _log(locked, "style_restore", by, [kept.reason, ""], kept.rule)


def silence_rule(rule: str, *, by: User, series: Series | None, kind: str, reason: str) -> SilencedRule:
    """Turns a rule off: everywhere, or for a series, a kind of document, or both.

    Raises PermissionDenied; ValidationError by field.
    """
    if not may_set_house_style(by):
        raise PermissionDenied
    if rule not in RULES:
        raise ValidationError({"rule": _("There is no such rule.")})
    if kind and kind not in KINDS:
        raise ValidationError({"kind": _("There is no such document.")})
    with transaction.atomic():
        silenced = SilencedRule(rule=rule, series=series, kind=kind, reason=one_line(reason), made_by=by)
        if SilencedRule.objects.filter(rule=rule, series=series, kind=kind).exists():
            raise ValidationError({"rule": _("It is off there already.")})
        silenced.full_clean()
        silenced.save()
        log(instance=silenced, action="outputs.style_silence", user=by, data={"title": str(RULES[rule].title)})
    return silenced


def restore_rule(silenced: SilencedRule, *, by: User) -> None:
    """Turns a rule on again. Raises PermissionDenied."""
    if not may_set_house_style(by):
        raise PermissionDenied
    with transaction.atomic():
        title = str(RULES[silenced.rule].title) if silenced.rule in RULES else silenced.rule
        log(instance=silenced, action="outputs.style_sound", user=by, data={"title": title})
        silenced.delete()


def _locked(output: Output, by: User) -> Output:
    locked = (
        Output.objects.select_for_update(of=("self",))
        .select_related("event__kind", "event__venue__country")
        .get(pk=output.pk)
    )
    if not may_edit_output(by, locked):
        raise PermissionDenied
    return locked


def _report(output: Output) -> StyleReport:
    report = style_at_hand(output)
    if report is None:
        raise ValidationError(_("Much of the text has changed since; it is being read again. Try once more then."))
    return report


def _known(report: StyleReport, key: str) -> Finding:
    finding = report.of(key)
    if finding is None:
        raise ValidationError(_("The text has changed since. This is what is found in it now."))
    return finding


def _log(output: Output, action: str, by: User, change: list[str | None], rule: str) -> None:
    title = str(RULES[rule].title) if rule in RULES else rule
    data = _named(output) | {"changes": {title: change}}
    log(instance=output.event, action=f"outputs.{action}", user=by, data=data)


def _named(output: Output) -> dict[str, Any]:
    return {"output": output.pk, "title": output.title, "kind": output.kind}
