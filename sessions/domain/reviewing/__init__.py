"""How papers are judged: who reviews, by which criteria, what is asked of whom, what they write, what is decided."""
