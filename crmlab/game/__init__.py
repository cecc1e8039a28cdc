"""A year in charge of the company: the game, its rules of thumb, score and league."""
