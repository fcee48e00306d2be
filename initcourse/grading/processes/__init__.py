"""Processes: a server that forks others, the framing of what they are told, and calls that are confined to one.

A `fork_server.ForkServer` has imported everything once; whoever owns it asks for a process that runs a program of ours,
in a sandbox or not. `execution` runs cells that way. `confined.Confined` runs a single function of ours over bytes that
somebody else wrote, with limits on memory and time: reading a hand-in, rendering a page. Every message is a record with
a payload (`channel`).
"""
