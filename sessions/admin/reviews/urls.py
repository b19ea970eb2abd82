from django.urls import path

from sessions.admin.reviews import index, paper, setup

PAPER = "<slug:slug>/papers/<int:pk>/"
urlpatterns = (
    [
        path("<slug:slug>/", index.Index.as_view(), name="index"),
        path("<slug:slug>/decide/", index.Decide.as_view(), name="decide"),
        path("<slug:slug>/reviews.<str:format>", index.Export.as_view(), name="export"),
        path("<slug:slug>/assign/", setup.Propose.as_view(), name="propose"),
        path("<slug:slug>/reviewers/", setup.Reviewers.as_view(), name="reviewers"),
        path("<slug:slug>/reviewers/<int:pk>/", setup.ChangeReviewer.as_view(), name="reviewer"),
        path("<slug:slug>/criteria/", setup.Criteria.as_view(), name="criteria"),
        path(PAPER, paper.PaperReviews.as_view(), name="paper"),
        path(f"{PAPER}assign/", paper.Assign.as_view(), name="assign"),
        path(f"{PAPER}take-back/", paper.TakeBack.as_view(), name="take_back"),
        path(f"{PAPER}set-aside/", paper.SetAside.as_view(), name="set_aside"),
        path(f"{PAPER}count-again/", paper.CountAgain.as_view(), name="count_again"),
        path(f"{PAPER}undo/", paper.Undo.as_view(), name="undo"),
        path(f"{PAPER}tell/", paper.Tell.as_view(), name="tell"),
    ],
    "paper_reviews",
)
