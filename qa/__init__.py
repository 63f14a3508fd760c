"""Question to ranked passages to an answer with proof; the Desk is the one facade."""
