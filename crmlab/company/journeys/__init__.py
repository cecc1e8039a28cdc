"""The customers on their way: visits, touches, payments, parcels, interruptions."""
