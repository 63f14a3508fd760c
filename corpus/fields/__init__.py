"""Facts of a release, each with where it was read, and null rather than a guess."""
