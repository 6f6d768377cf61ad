"""Tests of `cribdeck.serve`."""
