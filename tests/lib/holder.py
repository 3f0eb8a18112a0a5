"""holder.py NAME=PATH … -- PROGRAM …: hold sockets as systemd does, and start
PROGRAM with them again and again; USR1 ends it in between, TERM for good."""
import os
import signal
import socket
import sys

at = sys.argv.index("--")
named = [word.split("=", 1) for word in sys.argv[1:at]]
sockets = []
for name, path in named:
    one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    one.bind(path)
    one.listen(128)
    sockets.append(one)

child = 0
is_over = False


def end(number, _frame):
    global is_over
    is_over = is_over or number == signal.SIGTERM
    if child:
        os.kill(child, signal.SIGTERM)


signal.signal(signal.SIGUSR1, end)
signal.signal(signal.SIGTERM, end)
while not is_over:
    child = os.fork()
    if child == 0:
        # Out of the way first, then to 3, 4 …
        high = [os.dup2(one.fileno(), 100 + i, inheritable=False)
                for i, one in enumerate(sockets)]
        for i, fd in enumerate(high):
            os.dup2(fd, 3 + i, inheritable=True)
        os.environ["LISTEN_PID"] = str(os.getpid())
        os.environ["LISTEN_FDS"] = str(len(named))
        os.environ["LISTEN_FDNAMES"] = ":".join(name for name, _ in named)
        os.execvp(sys.argv[at + 1], sys.argv[at + 1:])
    os.waitpid(child, 0)
