"""Sandbox: where student code runs and what it can use: bubblewrap, what a process gives up inside, limits, watching.

The driver builds a `Sandbox` (`bubblewrap`), a forked process goes in by `enter`, and the fork server polls a
`ResourceMonitor` from outside. Nothing here knows of notebooks.
"""
