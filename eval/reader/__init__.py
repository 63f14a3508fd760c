"""How the reader in `qa/reader` was made and measured: `python -m eval.reader`."""
