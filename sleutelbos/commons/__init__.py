"""What everyone shares: people, places, the journal, what reaches people."""
