"""How to cut releases into passages, and what to encode of them: the experiment behind `docs/passages.md`."""
