"""The first hundred candidates put in order by all that can be read of them: a small model, learned and explained."""
