"""The cooperative and its rooms, who carries which role there, and the door that lets people in."""
