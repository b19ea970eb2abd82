"""Who takes part, in figures: counted in columns (invited, registered, speaking) and by dimensions (country, gender).

A column is added by any app under the hook `figures_column`; a dimension is a row of `dimensions.DIMENSIONS`.
"""
