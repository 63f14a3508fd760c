"""Articles: reading, cleaning, fields, passages and the store that is the one source of truth."""
