"""What the library of documents finds them by."""

from django.db import models

from .output import Output


class OutputEntry(models.Model):
    """Made of a frozen document by `outputs.issued.library`, once.

    `words` are comparable: small letters without accents, a space before each; `facets` are codes such as
    "kind:final_report event:3 year:2014 language:en".
    """

    output = models.OneToOneField(Output, models.CASCADE, primary_key=True, related_name="library_entry")
    heading = models.TextField()
    words = models.TextField()
    facets = models.TextField()
    since = models.DateTimeField()
    is_superseded = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["-since", "output"])]
        verbose_name = "entry of the library of documents"
        verbose_name_plural = "entries of the library of documents"

    def __str__(self) -> str:
        return f"{self.output_id}: {self.heading}"
