"""The house of work and money: what work asks of somebody, and what it brings them."""
