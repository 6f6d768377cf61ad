"""Programs that measure; run by hand, never part of a build."""
