from django.db import models

from .papers import Paper


class LibraryEntry(models.Model):
    """What the library finds a published paper by, made of it by `sessions.library.entries`.

    `words` are comparable: small letters without accents, a space before each; `facets` are codes such as
    " theme:open-data country:FJ year:2014", with all themes above those of the paper.
    """

    paper = models.OneToOneField(Paper, models.CASCADE, primary_key=True, related_name="library_entry")
    heading = models.TextField()
    words = models.TextField()
    facets = models.TextField()
    since = models.DateTimeField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["-since", "paper"])]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.heading}"
