"""What reaches people: on paper, on the screen, by mail or on their phone, in neutral words."""
