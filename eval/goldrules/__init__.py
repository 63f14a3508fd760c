"""Rules that make questions of a release's own words, a module a language; only forms that are safe to turn."""
