"""What the offices write down: cases, accounts, raw extracts, operations, teams."""
