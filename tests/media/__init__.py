"""Tests of `cribdeck.media`, and of the ways that files take through a build."""
