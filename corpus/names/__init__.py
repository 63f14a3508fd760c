"""Names and the short forms that releases give them: found where a text explains one by the other."""
