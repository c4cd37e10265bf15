"""What to buy against shocks of supply: options at least cost with the tail of the loss below a limit."""
