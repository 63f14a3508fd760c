"""Gold questions, measures and reports."""
