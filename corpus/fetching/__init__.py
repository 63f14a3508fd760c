"""Releases from the web: which addresses may be asked, asking politely, and what lists the pages of a press room."""
