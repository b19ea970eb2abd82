"""The recommendations, by theme, session or addressee; what is not yet decided stands in square brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from outputs import tree
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.record.reading import Reading, place_of
from outputs.tree import Inlines, Item, Paragraph, Recommendation, Source, Span, SpanStyle, Subheading, Text
from outputs.words import verbs, wording
from sessions import models
from sessions.models import Consensus, Verb

INCLUDED = "included"
GROUPS = [
    ("", gettext_lazy("one after the other")),
    ("theme", gettext_lazy("by theme")),
    ("session", gettext_lazy("by session")),
    ("addressee", gettext_lazy("by addressee")),
]


class RecommendationsBlock(LiveBlock):
    name = "recommendations"
    group_by = blocks.ChoiceBlock(label=gettext_lazy("Order"), choices=GROUPS, required=False)
    in_lists = blocks.BooleanBlock(
        label=gettext_lazy("As points (a), (b) under who is asked"),
        required=False,
        help_text=gettext_lazy("For a working group: “It was recommended that the Branch:”."),
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        printed = printed_recommendations(context.reading)
        if value.get("in_lists"):
            yield from _in_lists(printed, context)
            return
        heading_of = partial(_heading, by=value.get("group_by") or "", reading=context.reading)
        groups = _grouped(printed, heading_of, is_arranged=bool(context.reading.places))
        for number, (heading, group) in enumerate(groups, 1):
            if heading:
                yield Subheading(context.id("group", number), text_inlines(heading))
            yield from (_clause(one, context) for one in group)

    class Meta:
        icon = "clipboard-list"
        label = gettext_lazy("Recommendations")
        group = gettext_lazy("From the record")


def printed_recommendations(reading: Reading) -> list[models.Recommendation]:
    """Those that the output takes up, or would take up if nobody decided otherwise.

    As arranged on its board; what nobody arranged follows in the order of the programme.
    """
    taken = [one for one in reading.recommendations if reading.verdict_on(one) == INCLUDED]
    return sorted(taken, key=lambda one: place_of(reading.places.get(one.pk, (0, ""))[0]))


def clause_id(recommendation: models.Recommendation) -> str:
    return f"recommendation-{recommendation.pk}"


def _grouped(
    found: list[models.Recommendation],
    heading_of: Callable[[models.Recommendation], str],
    *,
    is_arranged: bool,
) -> Iterator[tuple[str, list[models.Recommendation]]]:
    """Those that fit nowhere come last, unless somebody arranged them otherwise."""
    groups: dict[str, list[models.Recommendation]] = {}
    for one in found:
        groups.setdefault(heading_of(one), []).append(one)
    if "" in groups and not is_arranged:
        groups[""] = groups.pop("")
    for heading, group in groups.items():
        yield heading or (_("General") if len(groups) > 1 else ""), group


def _heading(recommendation: models.Recommendation, by: str, reading: Reading) -> str:
    """That given on the board, if there is one. One of several themes or addressees stands under the first, once."""
    if given := reading.places.get(recommendation.pk, (0, ""))[1]:
        return given
    if by == "theme":
        return next((theme.name for theme in recommendation.themes.all()), "")
    if by == "addressee":
        return next((capfirst(wording.addressee(link.addressee)) for link in recommendation.addressee_links.all()), "")
    if by == "session" and recommendation.session:
        return str(recommendation.session)
    return ""


def _clause(recommendation: models.Recommendation, context: Context) -> Paragraph:
    subject = wording.meeting(context.reading.event)
    words = wording.ended(context.reading.text_of(recommendation).strip())
    verb, rest = operative(recommendation, words, "strong")
    text = (Text(subject + wording.gap(subject, tree.plain((verb,)))), verb, rest)
    return Paragraph(
        clause_id(recommendation),
        bracketed(text, recommendation, context),
        sources=sources(recommendation, context.reading),
        recommendation=facts(recommendation),
    )


def _in_lists(found: list[models.Recommendation], context: Context) -> Iterator[Paragraph]:
    """A list for each verb and addressee, in the order in which they first come."""
    lists: dict[tuple[str, str], list[models.Recommendation]] = {}
    for one in found:
        lists.setdefault((one.verb, wording.listed(_leads(one))), []).append(one)
    for number, ((verb, leads), group) in enumerate(lists.items(), 1):
        words = {"verb": wording.PAST[Verb(verb)], "addressee": leads or _("all concerned")}
        lead = _("Participants %(verb)s %(addressee)s:") % words
        items = tuple(_listed_point(one, context) for one in group)
        yield Paragraph(context.id("list", number), text_inlines(lead), items=items)


def _listed_point(recommendation: models.Recommendation, context: Context) -> Item:
    text = text_inlines(wording.sentence(context.reading.text_of(recommendation)))
    note = (Text(f" ({recommendation.source.rstrip('.')}.)"),) if recommendation.source else ()
    return Item(
        clause_id(recommendation),
        bracketed((*text, *note), recommendation, context),
        sources=sources(recommendation, context.reading),
        recommendation=facts(recommendation),
    )


def _leads(recommendation: models.Recommendation) -> list[str]:
    return [wording.addressee(link.addressee) for link in recommendation.addressee_links.all() if link.part == "lead"]


def operative(
    recommendation: models.Recommendation,
    words: str,
    style: SpanStyle,
    *,
    voice: str = verbs.MEETING,
    capital: bool = False,
) -> tuple[Span, Text]:
    """The verb, and to whom and what: "**recommends** that Member States publish standards."."""
    verb, that = verbs.operative(recommendation.verb, voice)
    rest = wording.joined(that, wording.listed(_leads(recommendation)), words)
    return Span(style, text_inlines(capfirst(verb) if capital else verb)), Text(wording.gap(verb, rest) + rest)


def bracketed(text: Inlines, recommendation: models.Recommendation, context: Context) -> Inlines:
    """Text under negotiation stands in square brackets (Editorial Manual)."""
    undecided = context.is_draft and recommendation.pk not in context.reading.verdicts
    return (Text("["), *text, Text("]")) if undecided else text


def sources(recommendation: models.Recommendation, reading: Reading) -> tuple[Source, ...]:
    """The session, or those of the recommendations it was merged from: each clause can be traced to its room."""
    origins = reading.merged_from.get(recommendation.pk) or [recommendation]
    return wording.distinct(wording.session_source(one.session, reading.event) for one in origins if one.session)


def facts(recommendation: models.Recommendation) -> Recommendation:
    agreed = recommendation.consensus == Consensus.AGREED
    return Recommendation(
        reference=f"R-{recommendation.number}",
        verb=recommendation.verb,
        addressees=tuple(wording.addressee(link.addressee) for link in recommendation.addressee_links.all()),
        consensus="" if agreed else str(recommendation.get_consensus_display()),
        themes=tuple(theme.name for theme in recommendation.themes.all()),
        sdg_targets=tuple(target.code for target in recommendation.sdg_targets.all()),
        groups=tuple(filter(None, [recommendation.concerned_groups])),
    )


BLOCK = RecommendationsBlock
