"""Execution: run one notebook, the student's cells in one process and the test cells in another.

`notebook.execute` turns a `Task` into a `TaskResult`. It makes its processes by forking one that has imported
everything (`fork_server`, `worker/`), puts the student's into a sandbox, and relays calls between the two (`session`).
Class runs and proofs hand tasks to an executor (`executors.open_executor`): threads on this machine, or a Dask cluster.
"""
