"""Two submissions of one table, or two reports, compared."""
