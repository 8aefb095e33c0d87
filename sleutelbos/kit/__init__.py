"""The small shared tools every module stands on: refusing, rendering, looking within a place."""
