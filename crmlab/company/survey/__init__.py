"""What customers are asked, and what they think."""
