"""Tables joined from lines."""
