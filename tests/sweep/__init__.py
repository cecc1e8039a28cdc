"""The sweep: every public method of every room, tried with odd inputs.

    rooms      finds the public methods by walking the package
    examples   one clean call of each, on a few made-up rows; a module a room
    odd        makes odd inputs of a clean call, and says what may come of them
    judge      tries them: a value, a clear error, a bare one, or a wrong value

``python -m sweep`` from tests/ prints the table, methods × outcomes.
"""
