from django.urls import path, register_converter

from sessions.exporters import EXPORTERS
from sessions.views import (
    answers,
    authors,
    brainstorming,
    calendars,
    calls,
    library,
    papers,
    programme,
    recommendations,
    reviews,
    sending,
    sessions,
    speakers,
    speakers_list,
    stars,
    submissions,
    taking_part,
)

app_name = "sessions"


class CardAct:
    regex = "dot|undot|remove"
    to_python = to_url = staticmethod(str)


register_converter(CardAct, "card_act")

files = [
    path(
        f"events/<slug:slug>/programme.{exporter.suffix}",
        programme.programme_file,
        {"exporter": exporter},
        name=f"programme_{exporter.name}",
    )
    for exporter in EXPORTERS.values()
    if exporter.suffix and exporter.name != "ics"
]

urlpatterns = [
    path("events/<slug:slug>/programme.ics", calendars.programme_calendar, name="programme_ics"),
    *files,
    path("events/<slug:slug>/programme/", programme.programme, name="programme"),
    path("events/<slug:slug>/programme/mine/", stars.my_programme, name="mine"),
    path("events/<slug:slug>/programme/star/", stars.star, name="star"),
    path("events/<slug:slug>/sessions/<int:pk>/", sessions.session, name="session"),
    path("events/<slug:slug>/sessions/<int:pk>/sign-up/", taking_part.sign_up, name="session_sign_up"),
    path("events/<slug:slug>/sessions/<int:pk>/sign-in/", taking_part.sign_in, name="session_sign_in"),
    path("events/<slug:slug>/sessions/<int:pk>/people/", taking_part.people, name="session_people"),
    path("events/<slug:slug>/sessions/<int:pk>/contribute/", submissions.contribute, name="contribute"),
    path(
        "events/<slug:slug>/sessions/<int:pk>/contribute/<int:submission>/withdraw/",
        submissions.withdraw,
        name="contribute_withdraw",
    ),
    path("events/<slug:slug>/sessions/<int:pk>/brainstorm/", brainstorming.board, name="brainstorm"),
    path(
        "events/<slug:slug>/sessions/<int:pk>/brainstorm/<int:card>/<card_act:action>/",
        brainstorming.card,
        name="brainstorm_card",
    ),
    path("events/<slug:slug>/sessions/<int:pk>.ics", sessions.session_calendar, name="session_calendar"),
    path("events/<slug:slug>/speakers/", speakers_list.speakers, name="speakers"),
    path("events/<slug:slug>/speakers/<int:pk>/", speakers.speaker, name="speaker"),
    path("events/<slug:slug>/papers/", papers.papers, name="papers"),
    path("events/<slug:slug>/papers/new/", sending.submit, name="paper_new"),
    path("events/<slug:slug>/papers/<int:pk>/", papers.paper, name="paper"),
    path("events/<slug:slug>/papers/<int:pk>/file/", papers.file, name="paper_file"),
    path("events/<slug:slug>/papers/<int:pk>/files/<int:version>/", papers.file, name="paper_version"),
    path("events/<slug:slug>/papers/<int:pk>/files/new/", sending.new_version, name="paper_new_version"),
    path("events/<slug:slug>/papers/<int:pk>/edit/", sending.edit, name="paper_edit"),
    path("events/<slug:slug>/papers/<int:pk>/withdraw/", sending.withdraw, name="paper_withdraw"),
    path("events/<slug:slug>/papers/<int:pk>/authors/", authors.add, name="paper_authors"),
    path("events/<slug:slug>/papers/<int:pk>/authors/<int:author>/", authors.change, name="paper_author"),
    path("events/<slug:slug>/call/", calls.call, name="call"),
    path("events/<slug:slug>/call/templates/<int:pk>/", calls.template, name="call_template"),
    path("events/<slug:slug>/papers.zip", library.pack_of_event, name="papers_pack"),
    path("events/<slug:slug>/sessions/<int:pk>/papers.zip", library.pack_of_session, name="session_pack"),
    path("events/<slug:slug>/papers/<int:pk>/pictures/<int:version>/", library.picture, name="paper_picture"),
    path("papers/", library.library, name="library"),
    *(
        path(f"papers.{name}", library.references, {"format": name}, name=f"references_{name}")
        for name in library.FORMATS
    ),
    path("papers/<int:pk>/", library.permanent, name="paper_permanent"),
    *(
        path(f"papers/<int:pk>.{name}", library.reference, {"format": name}, name=f"reference_{name}")
        for name in library.FORMATS
    ),
    path("papers/authorship/", authors.answer, name="authorship"),
    path("papers/authorship/<str:token>/", authors.link, name="authorship_link"),
    path("me/authorships/<int:pk>/", authors.answer_own, name="authorship_own"),
    path("me/sessions/<int:pk>/answer/", answers.answer, name="answer"),
    path("me/reviews/", reviews.my_reviews, name="my_reviews"),
    path("me/reviews/<int:pk>/", reviews.review, name="review"),
    path("me/reviews/<int:pk>/decline/", reviews.decline, name="review_decline"),
    path("me/reviews/<int:pk>/files/<int:version>/", reviews.file, name="review_file"),
    path("me/calendar/", calendars.my_calendar, name="my_calendar"),
    path("calendars/<str:key>.ics", calendars.own_calendar, name="own_calendar"),
    path("recommendations/", recommendations.register, name="recommendations"),
    path("recommendations.csv", recommendations.register_csv, name="recommendations_csv"),
    path("recommendations.json", recommendations.register_json, name="recommendations_json"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
]
