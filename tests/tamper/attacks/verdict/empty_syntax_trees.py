"""A transformer takes every statement out of the cells that come after.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import ast


class Empty(ast.NodeTransformer):
    def visit_Module(self, node):
        node.body = []
        return node


get_ipython().ast_transformers.append(Empty())
