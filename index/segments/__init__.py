"""The index on disk: segments written once, a manifest that names the living ones, and their one writer."""
