"""Facts of several notes, related."""
