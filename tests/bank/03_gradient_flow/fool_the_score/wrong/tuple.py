"""A tuple instead of a dict.

Loses: fool_the_score-form, fool_the_score-fools
"""

def fool_the_score():
    return ('random_small', 'tanh', 5, 128)
