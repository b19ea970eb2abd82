"""The Wagtail pages. A page publishes an event in one language; programme and people stay with the event."""

from django.db import models
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms import overview, places
from cms.blocks import SectionBlocks
from cms.lists import Lists, lists_of

from .events import Event
from .page_forms import EventPageForm

PLAIN = ["bold", "italic", "link", "ol", "ul"]


class HomePage(Page):
    lede = models.TextField(_("lede"), blank=True)
    body = StreamField(SectionBlocks(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.EventIndexPage", "cms.TextPage"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        from cms.listing import upcoming_and_recent  # the listing needs the models of this module

        return super().get_context(request, *args, **kwargs) | upcoming_and_recent(request)


class TextPage(Page):
    """About, terms, privacy: plain prose."""

    lede = models.TextField(_("lede"), blank=True)
    body = StreamField(SectionBlocks(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "cms/text_page.html"

    class Meta:
        verbose_name = _("text page")

    def serve(self, request, *args, **kwargs):
        above = EventPage.objects.ancestor_of(self).select_related("event").first()
        if above:
            above.check_may_read(request.user)
        return super().serve(request, *args, **kwargs)


class EventIndexPage(Page):
    lede = models.TextField(_("lede"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ExpertGroupMeetingPage", "cms.ForumPage", "cms.WorkshopPage"]
    template = "cms/event_index_page.html"

    class Meta:
        verbose_name = _("event index")

    def get_context(self, request, *args, **kwargs):
        from cms.listing import event_listing  # the listing needs the models of this module

        return super().get_context(request, *args, **kwargs) | event_listing(request)


class EventPage(Page):
    """What every event's page has, in the order of an aide-memoire. Create one of its kinds, never this."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="pages", verbose_name=_("event"))
    lede = models.TextField(_("lede"), blank=True, help_text=_("Two sentences for the top of the page and for lists."))
    background = StreamField(SectionBlocks(), blank=True, verbose_name=_("background"))
    expected_output = RichTextField(_("expected output"), features=PLAIN, blank=True)
    programme_note = RichTextField(_("programme"), features=PLAIN, blank=True)
    participants_note = RichTextField(_("participants"), features=PLAIN, blank=True)
    organization_note = RichTextField(_("organization and language"), features=PLAIN, blank=True)
    venue_note = RichTextField(_("venue"), features=PLAIN, blank=True)

    is_creatable = False
    parent_page_types = ["cms.EventIndexPage"]
    subpage_types = ["cms.TextPage"]
    template = "cms/event_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("lede"),
        index.SearchField("background"),
        index.RelatedFields("event", [index.SearchField("title"), index.SearchField("theme")]),
    ]
    # Wagtail's own panel of titles looks for a slug to fill in: that of an event's page is the event's.
    before_panels = [
        FieldPanel("title", classname="title"),
        FieldPanel("event"),
        FieldPanel("lede"),
        FieldPanel("background"),
    ]
    after_panels = [
        FieldPanel("expected_output"),
        FieldPanel("programme_note"),
        FieldPanel("participants_note"),
        FieldPanel("organization_note"),
        FieldPanel("venue_note"),
    ]
    content_panels = [*before_panels, *after_panels]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    base_form_class = EventPageForm

    class Meta:
        verbose_name = _("event page")

    @cached_property
    def event_with_place(self) -> Event:
        """The event; ready to be printed, unless it came with the page."""
        if EventPage.event.is_cached(self):
            return self.event
        return Event.objects.with_place().get(pk=self.event_id)

    def full_clean(self, *args, **kwargs):
        """The page's address is that of its event, so a second page in the same language is refused."""
        if self.event_id:
            self.slug = self.event.slug
        super().full_clean(*args, **kwargs)

    def serve(self, request, *args, **kwargs):
        self.check_may_read(request.user)
        return super().serve(request, *args, **kwargs)

    def foreign_language(self) -> dict | None:
        """The language of the page where the visitor reads the site in another one."""
        code = self.locale.language_code
        return None if code == get_language() else get_language_info(code)

    def check_may_read(self, user) -> None:
        """Raises Http404 where the event is private and `user` neither in its team nor registered."""
        if self.event_with_place.visibility == Event.Visibility.PRIVATE:
            from cms.permissions import may_read_event  # predicates need the models of this module

            if not may_read_event(user, self.event_with_place):
                raise Http404

    def get_context(self, request, *args, **kwargs):
        event = self.event_with_place
        found, lists = places.of(event, request), lists_of(event, page=self.pk)
        sections = overview.arrange(self.sections(event, lists, request), found, is_over=event.is_over)
        return super().get_context(request, *args, **kwargs) | {
            **places.head(event, request, "overview", found=found),
            "facts": overview.facts(event, lists.organizers),
            "sections": sections,
            "written_in": self.foreign_language(),
            "contents": [{"label": section.title, "url": f"#{section.id}"} for section in sections],
        }

    def sections(self, event: Event, lists: Lists, request) -> list[overview.Section]:
        return overview.of_event(self, event, lists)


class ExpertGroupMeetingPage(EventPage):
    is_creatable = True
    template = "cms/event_page.html"

    class Meta:
        verbose_name = _("expert group meeting page")


class WorkshopPage(EventPage):
    is_creatable = True
    template = "cms/event_page.html"

    class Meta:
        verbose_name = _("workshop page")


class ForumPage(EventPage):
    """The forum adds its edition and host, its workshops, its awards and its outcome."""

    host_note = RichTextField(_("host"), features=PLAIN, blank=True)
    workshops_note = RichTextField(_("workshops"), features=PLAIN, blank=True)
    awards_note = RichTextField(_("awards"), features=PLAIN, blank=True)
    outcome_note = RichTextField(_("outcome"), features=PLAIN, blank=True)

    is_creatable = True
    template = "cms/forum_page.html"
    forum_panels = [
        MultiFieldPanel([FieldPanel("host_note"), FieldPanel("workshops_note")], heading=_("Forum")),
        FieldPanel("awards_note"),
        InlinePanel("awards", heading=_("Award winners"), label=_("winner")),
        FieldPanel("outcome_note"),
    ]
    content_panels = [*EventPage.before_panels, *forum_panels, *EventPage.after_panels]

    class Meta:
        verbose_name = _("forum page")

    def sections(self, event: Event, lists: Lists, request) -> list[overview.Section]:
        return overview.of_forum(self, event, lists, request.user)


class AwardWinner(Orderable):
    page = ParentalKey(ForumPage, on_delete=models.CASCADE, related_name="awards")
    category = models.CharField(_("category"), max_length=150)
    institution = models.CharField(_("institution"), max_length=200)
    initiative = models.CharField(_("initiative"), max_length=200, blank=True)
    country = models.ForeignKey("cms.Country", models.PROTECT, verbose_name=_("country"))

    class Meta(Orderable.Meta):
        verbose_name = _("award winner")

    def __str__(self) -> str:
        return self.institution
