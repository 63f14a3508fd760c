"""Whether words were ever published: where they stand, word for word, or what comes nearest to them."""

MOST = 20
"""Places told unless more are asked for."""

MOST_PLACES = 100
