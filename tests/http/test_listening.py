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


# The first process listens, and the second only when it is told to.
FOLLOWING = """
import os, socket
from foramen.web.listening import is_to_be_followed

def listens(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener

told, tell = os.pipe()
heard, hear = os.pipe()
if os.fork() == 0:
    with listens(0) as listener:
        print("alone", is_to_be_followed(), flush=True)
        os.write(tell, b"%d" % listener.getsockname()[1])
        os.read(heard, 1)
        print("with one that loads", is_to_be_followed(), flush=True)
        os.write(tell, b"l")
        os.read(heard, 1)
        print("with one that listens", is_to_be_followed(), flush=True)
        os.write(tell, b"e")
        os.read(heard, 1)
        print("alone again", is_to_be_followed(), flush=True)
    os._exit(0)
port = int(os.read(told, 20))
second = os.fork()
if second == 0:
    os.write(hear, b".")
    os.read(told, 20)
    listener = listens(port)
    os.write(hear, b".")
    os.read(told, 20)
    os._exit(0)
os.waitpid(second, 0)
os.write(hear, b".")
os.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who listens")
def test_a_process_is_followed_by_one_that_does_not_listen_yet():
    said = subprocess.run(
        [sys.executable, "-c", FOLLOWING], capture_output=True, text=True, timeout=60
    )
    assert said.stderr == ""
    assert said.stdout.splitlines() == [
        "alone False",
        "with one that loads True",
        "with one that listens False",
        "alone again False",
    ]


def test_a_process_that_listens_nowhere_has_nothing_to_do():
    code = "from foramen.web.listening import take_no_more_clients as t; print(t())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (said.stdout, said.stderr) == ("False\n", "")
