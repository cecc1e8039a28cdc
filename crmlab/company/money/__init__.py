"""What it costs to run the company, and what its customers are worth."""
