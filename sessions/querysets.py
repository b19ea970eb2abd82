"""Reading the programme and its record."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from cms.roles import is_secretariat

#: Reviews in these states are asked for or done; the others are no longer anybody's business.
STANDING = ("asked", "draft", "done")
#: Facts of a paper's newest version that lists show, in `newest`; its warnings, JSON themselves, in `newest_warnings`.
NEWEST = ("pk", "number", "media_type", "size", "picture")


def _events(user: Any, *roles: str):
    return apps.get_model("cms", "Event").objects.in_role(user, *roles).values("pk")


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user: Any):
        """The working programme: for the event's team, and a session for those who chair or report on it."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(event__in=_events(user)) | Q(pk__in=self.led_by(user)))

    def recorded_by(self, user: Any):
        """Those whose record `user` may write, by a role at the event (rapporteur, organiser) or in the session."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(event__in=_events(user, "rapporteur", "organiser")) | Q(pk__in=self.led_by(user)))

    def led_by(self, user: Any):
        roles = apps.get_model("event_sessions", "SessionRole").objects
        return roles.filter(person__user=user, role__in=["chair", "rapporteur"]).values("session_id")

    def asking(self, person: Any):
        """Those to come in which `person` has a part, of events whose programme has been released at least once."""
        part = Q(roles__person=person) | Q(contributions__speakers=person)
        ahead = Q(end__gte=timezone.now()) | Q(end__isnull=True, event__end_date__gte=timezone.localdate())
        released = apps.get_model("event_sessions", "Release").objects.values("event")
        found = self.filter(part, ahead, event__in=released, event__is_cancelled=False)
        return found.exclude(status="cancelled").distinct()


class AuthorQuerySet(models.QuerySet):
    def named(self):
        """Those who are shown as authors: who said no is not."""
        return self.exclude(answer="declined")


class PaperQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None):
        """Those the public may read now, or at another time: published for everyone, and past their embargo."""
        return self.filter(_lifted(at), status="published", audience="public")

    def shared(self, at: datetime | None = None):
        """Those that participants of their event may read: the public ones, and what is for them, perhaps earlier."""
        early = Q(participants_from__lte=at or timezone.now())
        return self.filter(_lifted(at) | early, status="published", audience__in=["public", "participants"])

    def visible_to(self, user: Any):
        """Published ones of events one may see, one's own, those of events and sessions one works for, and those one is
        asked to judge. A draft is its authors' alone.

        Never one whose authors `user` may not know: so no list and no page tells them. What reviewers need of such a
        paper they read through their review; its files are among `files_open_to`.
        """
        if not user.is_authenticated:
            return self._known_to(user)
        return self._known_to(user).exclude(pk__in=self.model.objects.blind_to(user).values("pk"))

    def files_open_to(self, user: Any):
        """Those of which `user` may have the file in force, perhaps without knowing who wrote it."""
        if not user.is_authenticated:
            return self._known_to(user)
        visible = Q(pk__in=self.model.objects.visible_to(user).values("pk"))
        return self.filter(visible | Q(pk__in=self.model.objects.asked_of(user).values("pk")))

    def asked_of(self, user: Any):
        """Those that `user` is asked to judge, or has judged, in their present round; not after declining."""
        reviews = apps.get_model("event_sessions", "Review").objects.standing().filter(reviewer__person__user=user)
        now = reviews.filter(paper=OuterRef("pk"), stage=OuterRef("stage"), round=OuterRef("round"))
        return self.filter(Exists(now)).exclude(status__in=["draft", "withdrawn"])

    def blind_to(self, user: Any):
        """Those that `user` judges, in whichever round, without learning who wrote them; until they are published.

        Organisers and the secretariat know, and so do authors.
        """
        if is_secretariat(user):
            return self.none()
        reviews = apps.get_model("event_sessions", "Review").objects.standing().filter(reviewer__person__user=user)
        judged = self.filter(Exists(reviews.filter(paper=OuterRef("pk"))), event__call__anonymity="both")
        own = self.model.objects.of_author(user).values("pk")
        organised = Q(event__in=_events(user, "organiser"))
        return judged.exclude(status="published").exclude(Q(pk__in=own) | organised)

    def _known_to(self, user: Any):
        events = apps.get_model("cms", "Event").objects.visible_to(user).values("pk")
        public = Q(pk__in=self.model.objects.published().values("pk"), event__in=events)
        if not user.is_authenticated:
            return self.filter(public)
        own = Q(pk__in=self.model.objects.of_author(user).values("pk"))
        sent = ~Q(status="draft")
        if is_secretariat(user):
            return self.filter(sent | own)
        chaired = SessionQuerySet(apps.get_model("event_sessions", "Session")).led_by(user)
        worked_for = Q(event__in=_events(user, "organiser", "rapporteur")) | Q(session__in=chaired)
        shared = Q(pk__in=self.model.objects.shared().values("pk"), event__in=_attended(user))
        asked = Q(pk__in=self.model.objects.asked_of(user).values("pk"))
        return self.filter(public | shared | own | asked | (sent & worked_for))

    def readable(self, user: Any):
        """What is published, to `user`: for everybody, and for participants of the events they take part in."""
        events = apps.get_model("cms", "Event").objects.visible_to(user).values("pk")
        public = self.published().filter(event__in=events)
        if not user.is_authenticated:
            return public
        if is_secretariat(user):
            return self.filter(status="published")
        own = self.model.objects.shared().filter(event__in=_attended(user)).values("pk")
        return self.filter(Q(pk__in=public.values("pk")) | Q(pk__in=own))

    def open_to(self, user: Any, at: datetime | None = None):
        """`visible_to` for rows of an event that `user` was let into: a visitor's right to it is not asked again."""
        return self.visible_to(user) if user.is_authenticated else self.published(at)

    def of_author(self, user: Any):
        """Also of one who has not answered yet, or does not want to be named."""
        return self.filter(authors__person__user=user)

    def for_lists(self):
        """What a list shows of a paper, in two queries: event, session, authors, facts of the newest version."""
        authors = apps.get_model("event_sessions", "PaperAuthor").objects.named().select_related("person")
        versions = apps.get_model("event_sessions", "PaperVersion").objects.in_force()
        newest = Subquery(versions.values(facts=JSONObject(**{fact: fact for fact in NEWEST}))[:1])
        warnings = Subquery(versions.values("warnings")[:1])
        found = self.select_related("event", "session").annotate(newest=newest, newest_warnings=warnings)
        return found.prefetch_related(Prefetch("authors", authors))


def has_papers(at: datetime, event: Any) -> Q:
    """Whether visitors find something among the papers of `event`, an id or a reference: a paper, or an open call."""
    papers = apps.get_model("event_sessions", "Paper").objects.published(at).filter(event=event)
    begun = Q(opens_at__isnull=True) | Q(opens_at__lte=at)
    calls = apps.get_model("event_sessions", "CallForPapers").objects.filter(begun, event=event)
    return models.Exists(papers) | models.Exists(calls)


class ReviewQuerySet(models.QuerySet):
    def standing(self):
        """Asked for, begun or done."""
        return self.filter(state__in=STANDING)

    def of_reviewer(self, user: Any):
        """Those asked of `user`, with their papers and events; not what was taken back, nor of withdrawn papers."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        own = self.filter(reviewer__person__user=user).exclude(state="taken_back")
        return own.exclude(paper__status__in=["draft", "withdrawn"]).select_related(
            "paper__event__call", "reviewer__person__user"
        )

    def in_round(self):
        """Those of the round in which their paper is now."""
        return self.filter(stage=F("paper__stage"), round=F("paper__round"))


class VersionQuerySet(models.QuerySet):
    def in_force(self):
        """For a subquery on papers: the text of `OuterRef("pk")` before slides, in its own language, newest first."""
        ranks = {
            "is_other": Case(When(kind="paper", then=0), default=1),
            "is_translation": Case(When(language=F("paper__language"), then=0), default=1),
        }
        return self.filter(paper=OuterRef("pk")).annotate(**ranks).order_by(*ranks, "-number", "pk")


def _lifted(at: datetime | None) -> Q:
    return Q(embargo_until__isnull=True) | Q(embargo_until__lte=at or timezone.now())


def _attended(user: Any):
    approved = apps.get_model("participants", "Registration").objects.filter(status="approved", person__user=user)
    return approved.values("event")


class RecommendationQuerySet(models.QuerySet):
    def adopted(self):
        return self.filter(status="adopted")

    def visible_to(self, user: Any):
        """Adopted ones of events one may see; the captured ones for the team, and for chairs of the session."""
        events = apps.get_model("cms", "Event").objects.visible_to(user).values("pk")
        public = Q(status="adopted", event__in=events)
        if not user.is_authenticated:
            return self.filter(public)
        if is_secretariat(user):
            return self.all()
        return self.filter(public | _written_by(user))

    def written_by(self, user: Any):
        """Those in a record that `user` writes."""
        return self.filter(_written_by(user)) if user.is_authenticated else self.none()

    def for_documents(self):
        """Everything a document prints of a recommendation, in a number of queries that does not grow."""
        return self.select_related("session__room", "event").prefetch_related(
            "themes", "sdg_targets", "addressee_links__addressee"
        )


def _written_by(user: Any) -> Q:
    sessions = apps.get_model("event_sessions", "Session").objects.recorded_by(user).values("pk")
    return Q(event__in=_events(user, "organiser", "rapporteur")) | Q(session__in=sessions)
