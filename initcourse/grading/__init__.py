"""What staff run: read hand-ins, execute them in a sandbox, grade them, prove the tests. Students import nothing of it.

The rooms, each importing only from those after it: `demo` | `authoring`, `class_run` | `execution` | `submission` |
`course` | `feedback`, `codec`, `sandbox` | `errors`. ARCHITECTURE.md says what each is for and where to change what.
"""
