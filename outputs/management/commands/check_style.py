"""House style at the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.models import Event
from outputs.checks.style import rules_for, style_report
from outputs.house_style import RULES, Finding, Rule, check
from outputs.house_style.listing import page
from outputs.house_style.plain_text import document_of_text
from outputs.kinds import KINDS
from outputs.models import Output
from outputs.resolve import current_of


class Command(BaseCommand):
    help = "Tells what house style finds in a document, or in a file of plain text or Markdown; exit 1 on errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", metavar="EVENT-SLUG|FILE", nargs="?", help="an event, or a file of text")
        parser.add_argument("kind", metavar="KIND", nargs="?", help=f"with an event, one of: {', '.join(KINDS)}")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--rules", help="only these, by their codes, separated by commas")
        parser.add_argument("--language", default="en", help="of a file")
        parser.add_argument("--list", action="store_true", help="all rules with their sources, as Markdown")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self.stdout.write(page(), ending="")
            return
        if not options["what"]:
            raise CommandError("Say which document: EVENT-SLUG KIND, or a file.")
        wanted = self.rules(options["rules"])
        found = self.findings(options, wanted)
        if options["format"] == "json":
            self.stdout.write(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
        else:
            self.tell(found)
        if any(one.severity == "error" for one in found):
            sys.exit(1)

    def rules(self, value: str | None) -> list[Rule]:
        codes = [code.strip() for code in (value or "").split(",") if code.strip()]
        for code in codes:
            if code not in RULES:
                raise CommandError(f"There is no rule “{code}”; see --list.")
        return [RULES[code] for code in codes] or list(RULES.values())

    def findings(self, options: dict[str, Any], rules: list[Rule]) -> list[Finding]:
        if options["kind"]:
            output = self.output(options["what"], options["kind"])
            codes = {rule.code for rule in rules} & {rule.code for rule in rules_for(output)}
            return [one for one in style_report(output).open if one.rule in codes]
        try:
            text = Path(options["what"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"“{options['what']}” cannot be read as text: {error}") from error
        return list(check(document_of_text(text, options["language"]), rules=rules).findings)

    def output(self, slug: str, kind: str) -> Output:
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise CommandError(f"There is no event “{slug}”.")
        if kind not in KINDS:
            raise CommandError(f"There is no document of the kind “{kind}”; there are: {', '.join(KINDS)}.")
        if KINDS[kind].is_current:
            return current_of(event, kind)
        found = Output.objects.filter(event=event, kind=kind).order_by("-version").first()
        if found is None:
            raise CommandError(f"“{slug}” has no document of the kind “{kind}” yet.")
        return found

    def tell(self, found: list[Finding]) -> None:
        for one in found:
            words = f"“{one.found[:80]}”" + ("" if one.replacement is None else f" → “{one.replacement[:80]}”")
            self.stdout.write(f"{one.node}: {one.severity}: {one.message} [{one.rule}]\n    {words}")
        self.stdout.write(f"{len(found)} findings")


def _as_json(one: Finding) -> dict[str, Any]:
    names = ("rule", "severity", "node", "start", "end", "found", "message", "replacement")
    return {name: getattr(one, name) for name in names}
