"""What a document holds beside the release: furniture goes, parts are kept apart, run-together lines are parted."""
