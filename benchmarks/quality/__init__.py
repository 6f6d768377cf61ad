"""How good the cards are, and how much of the notes they test."""
