"""Who did what, and when. Lines are added, never changed."""
