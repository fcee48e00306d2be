"""What staff run: read hand-ins, execute them in a sandbox, grade them, prove the tests. Students import nothing of it.

The rooms, each importing only from those after it: `demo` | `authoring`, `class_run` | `execution` | `submission` |
`course` | `feedback`, `codec`, `sandbox` | `errors`. ARCHITECTURE.md says what each is for and where to change what.
"""

import sys

UNUSED = "rfc3987_syntax"
"""What jsonschema imports if it is there, to check addresses of all alphabets, which nothing here asks for: it builds a
parser first, which takes 1.5 s in every process that imports nbformat. Forked processes can import it (`preload`)."""

sys.modules.setdefault(UNUSED, None)  # type: ignore[arg-type]  # "not found", in the import system's terms
