"""Speed, measured on real folders; never asserted in tests."""
