"""What recommendations are found by, made of them by `sessions.register.entries`."""

from django.db import models

from .record import Recommendation


class RegisterEntry(models.Model):
    """`words` are comparable: small letters without accents, a space before each; `facets` are codes such as
    " theme:open-data goal:16 year:2014", with all themes above its own.
    """

    recommendation = models.OneToOneField(
        Recommendation, models.CASCADE, primary_key=True, related_name="register_entry"
    )
    words = models.TextField()
    facets = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.recommendation_id}:{self.words[:60]}"


class RegisterTerm(models.Model):
    """A word of a recommendation, as `sessions.register.terms` cuts it: those that share rare ones are similar."""

    term = models.CharField(max_length=12)
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="register_terms", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "recommendation"], name="register_term_once")]

    def __str__(self) -> str:
        return self.term
