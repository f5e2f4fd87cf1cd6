"""A process that is about to end keeps the clients that have connected, and takes no others."""

import subprocess
import sys

import pytest

# In a process of its own: the tests' process may listen for other tests.
LEAVING = """
import socket
from foramen.web.listening import take_no_more_clients

with socket.create_server(("127.0.0.1", 0)) as listener:
    address = listener.getsockname()
    early = socket.create_connection(address)
    print("done" if take_no_more_clients() else "not done")
    try:
        socket.create_connection(address, timeout=0.2)
    except TimeoutError:
        print("the late one hears nothing")
    early.sendall(b"hello")
    accepted, _ = listener.accept()
    print("the early one says", accepted.recv(5).decode())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux filters what a socket hears")
def test_who_has_connected_is_heard_and_nobody_else():
    said = subprocess.run(
        [sys.executable, "-c", LEAVING], capture_output=True, text=True, timeout=60
    )
    assert said.stderr == ""
    assert said.stdout.splitlines() == [
        "done",
        "the late one hears nothing",
        "the early one says hello",
    ]


def test_a_process_that_listens_nowhere_has_nothing_to_do():
    code = "from foramen.web.listening import take_no_more_clients as t; print(t())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (said.stdout, said.stderr) == ("False\n", "")
