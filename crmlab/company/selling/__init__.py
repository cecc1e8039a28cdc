"""What is sold and how: campaigns, points, subscriptions, deals."""
