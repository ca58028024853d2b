"""Builds the virtual environment of one release: install.py <folder> <lock> <marker> <requirement>...

The lock belongs to the kernel, so that it is free again however its holder ended. Whoever
waited for it finds the work done. The last line printed is the reason of a failure.
"""

import fcntl
import json
import os
import subprocess
import sys
import venv


def main(folder, lock, marker, *requirements):
    with open(lock, "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not is_installed(marker, requirements):
            venv.create(folder, clear=True, symlinks=True, with_pip=True)
            pip(folder, "install", "--no-input", "--quiet", *requirements)
            freeze = pip(folder, "freeze").splitlines()
            write(marker, {"requirements": requirements, "freeze": freeze})


def is_installed(marker, requirements):
    try:
        with open(marker) as file:
            return json.load(file)["requirements"] == list(requirements)
    except FileNotFoundError:
        return False


def pip(folder, *arguments):
    python = os.path.join(folder, "bin", "python")
    command = [python, "-I", "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(1)
    return done.stdout


def write(path, value):
    with open(path + ".new", "w") as file:
        json.dump(value, file, indent=2)
    os.replace(path + ".new", path)


main(*sys.argv[1:])
