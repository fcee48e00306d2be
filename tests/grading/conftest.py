import pytest

from initcourse.grading.execution.fork_server import ForkedServer, ForkServer


@pytest.fixture(scope="module")
def server():
    """A server forked from another, as in a class run."""
    root = ForkServer(())
    server = ForkedServer(root)
    yield server
    server.close()
    root.close()
