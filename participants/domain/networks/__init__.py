"""Networks: `members` is who belongs to one, `talk` what they say and share, `digest` the letter about it."""
