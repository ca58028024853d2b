"""Runs programs for its parent process, and ends them when the parent is gone.

    supervise.py [<module>...]

With modules it runs scripts of its own interpreter, as copies of this process, in which the
modules are loaded: most of what the start of a daemon costs is loading them. Without modules
it executes programs.

Orders are JSON arrays, one a line, on standard input. A place is a number of the parent's.

    ["open", <place>, <environment>, <tmux folder or null>, <folder to remove or null>]
    ["start", <place>, <log file>, <program>, <argument>...]
    ["signal", <place>, <number>]
    ["close", <place>]     ends everything in the place, and removes the folder

Answers are pairs of a place and a number, one a line, on standard output: the process id of a
started program; when it has ended, its exit code (negative: the signal it died of); and 0 for a
place that is closed.

The end of standard input is the order to close every place. The kernel gives it in any case,
even if the parent was killed, which no handler in the parent could promise.
"""

import contextlib
import importlib
import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
import time

ENDS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


class Place:
    def __init__(self, number, environment, tmux, folder):
        self.number = number
        self.environment = environment
        self.tmux = tmux
        self.folder = folder
        self.process = None

    def answer(self, number):
        with contextlib.suppress(BrokenPipeError):
            os.write(1, b"%d %d\n" % (self.number, number))

    def start(self, process):
        # A group of its own: what it starts can be ended with it. Both sides make it, so that it
        # is there for both.
        with contextlib.suppress(OSError):
            os.setpgid(process, process)
        self.process = process
        self.answer(process)

    def reap(self):
        try:
            ended, status = os.waitpid(self.process, os.WNOHANG) if self.process else (0, 0)
        except ChildProcessError:
            return  # A signal interrupted this function, and its handler was quicker.
        if ended:
            self.process = None
            self.answer(os.waitstatus_to_exitcode(status))

    def signal(self, number):
        if self.process:
            send = os.killpg if number == signal.SIGKILL else os.kill
            with contextlib.suppress(ProcessLookupError):
                send(self.process, number)

    def close(self):
        self.signal(signal.SIGKILL)
        while self.process:
            self.reap()
            time.sleep(0.002)
        # There is a server to end only where its socket is.
        if self.tmux and os.path.isdir(self.tmux) and os.listdir(self.tmux):
            environment = {**self.environment, "TMUX_TMPDIR": self.tmux}
            subprocess.run(["tmux", "kill-server"], env=environment, stderr=subprocess.DEVNULL)
            self.end_detached()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.answer(0)

    def end_detached(self):
        """Kills what a pane started in a session of its own: it would write into HOME once more."""
        home = b"HOME=%s\0" % os.fsencode(self.environment["HOME"])
        for process in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
            with contextlib.suppress(OSError):
                with open(f"/proc/{process}/environ", "rb") as environment:
                    if home in environment.read():
                        os.kill(int(process), signal.SIGKILL)


def leave(*_):
    sys.exit(1)


def supervise():
    """Follows the orders. Returns only in a new process, with the function that it is to run."""
    places = {}
    for number in ENDS:
        signal.signal(number, leave)
    signal.signal(signal.SIGCHLD, lambda *_: [place.reap() for place in list(places.values())])
    try:
        # Not sys.stdin, which would take orders that were read already into the new process.
        for line in open(0, closefd=False):
            order, number, *arguments = json.loads(line)
            if order == "open":
                places[number] = Place(number, *arguments)
            elif order == "start":
                process = os.fork()
                if process == 0:
                    environment = places[number].environment
                    places.clear()
                    return lambda: run(environment, *arguments)
                places[number].start(process)
            elif order == "signal":
                places[number].signal(*arguments)
            else:
                places.pop(number).close()
    finally:
        for number in ENDS:
            signal.signal(number, signal.SIG_IGN)
        for place in places.values():
            place.close()
    sys.exit()


def run(environment, log, *command):
    """Becomes the program."""
    os.setpgid(0, 0)
    for number in (*ENDS, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for source, target in ((os.open(os.devnull, os.O_RDONLY), 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    if not MODULES:
        os.execve(command[0], command, environment)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = list(command)
    runpy.run_path(command[0], run_name="__main__")


MODULES = sys.argv[1:]
for module in MODULES:
    # One that this release does not have would save no time.
    with contextlib.suppress(ImportError):
        importlib.import_module(module)
supervise()()
