"""Work that is promised at once and done in its own time: many releases to take in, sources to sync."""
