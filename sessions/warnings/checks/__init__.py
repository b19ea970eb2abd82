"""One module for each check, with a `CHECK`; `missing_role` is what three of them share."""
