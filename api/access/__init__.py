"""Who may come in, to do what, and how often: keys, origins, rates, and how many at once."""
