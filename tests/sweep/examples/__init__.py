"""Clean calls of each room's methods, on a few made-up rows.

No two rows tie, ids are like c1 or o12, and numbers have few digits: then what comes
of an odd input can be compared.
"""
