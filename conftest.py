"""Source notebooks are tested in warm kernels: nbval's fork, too, from a process that has imported everything once."""

import os

os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "initcourse-forkserver")
