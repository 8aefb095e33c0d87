"""People. A person needs only what to be called; all else is theirs to give and to take back."""
