"""What the attack suite is made of: inputs, clients good and bad, and the service they meet."""
