"""From a clean text to its sentences and passages."""
