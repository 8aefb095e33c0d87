"""The why of an amount: the steps the tracer saw, in words of the street, with article and date."""
