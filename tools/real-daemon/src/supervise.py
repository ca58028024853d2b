"""Runs a program on orders from its parent, and ends it when the parent is gone.

    supervise.py [<tmux folder> [<folder to remove>]]

Orders are JSON arrays, one a line, on standard input: ["start", <log file>, <program>, ...]
and ["signal", <number>]. Answers are numbers, one a line, on standard output: the process id
of a started program and, when it has ended, its exit code (negative: the signal it died of).

The end of standard input is the order to end everything. The kernel gives it in any case,
even if the parent was killed, which no handler in the parent could promise.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading


class Run:
    def __init__(self, log, *command):
        with open(log, "ab") as output:
            # A session of its own: what it starts can be ended with it, as one group.
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        answer(self.process.pid)
        self.watch = threading.Thread(target=lambda: answer(self.process.wait()))
        self.watch.start()

    def signal(self, number):
        if number == signal.SIGKILL:
            self.kill()
        else:
            self.process.send_signal(number)

    def kill(self):
        if self.process.poll() is None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def end(self):
        self.kill()
        self.watch.join()


def answer(number):
    try:
        os.write(1, b"%d\n" % number)
    except BrokenPipeError:
        pass


def leave(*_):
    sys.exit(1)


def main(tmux=None, folder=None):
    signals = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
    for number in signals:
        signal.signal(number, leave)
    run = None
    try:
        for line in sys.stdin:
            order, *arguments = json.loads(line)
            if order == "start":
                run = Run(*arguments)
            elif run:
                run.signal(*arguments)
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        if run:
            run.end()
        # There is a server to end only where its socket is.
        if tmux and os.path.isdir(tmux) and os.listdir(tmux):
            environment = {**os.environ, "TMUX_TMPDIR": tmux}
            subprocess.run(["tmux", "kill-server"], env=environment, stderr=subprocess.DEVNULL)
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


main(*sys.argv[1:])
