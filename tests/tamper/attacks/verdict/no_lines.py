"""IPython drops every line of the cells that come after.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
get_ipython().input_transformers_post.append(lambda lines: [])
