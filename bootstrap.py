#!/usr/bin/env python3
"""Sets up Rostrum on a bare machine and starts it: python3 bootstrap.py demo | serve | test | bench | setup.

Standard library only. What cannot be had is said before anything is changed. Everything goes under .venv and .vendor
of this folder; only root, and only with apt-get, installs system packages.
"""

import os
import shutil
import subprocess
import sys

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
COMMANDS = {
    "demo": ["manage.py", "demo"],
    "serve": ["manage.py", "serve"],
    "bench": ["-m", "tests.benchmarks"],
    "test": ["-m", "tests.run"],
    "setup": None,
}


def main(arguments):
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__.splitlines()[0])
        return 2
    use_newer_python()
    from bootstrap import steps

    try:
        steps.set_up(arguments[0])
    except steps.CannotContinue as problem:
        print("Cannot continue: %s" % problem, file=sys.stderr)
        return 1
    target = COMMANDS[arguments[0]]
    if target:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each process would compile Wagtail anew, for seven seconds
        os.chdir(steps.ROOT)
        os.execv(steps.PYTHON, [str(steps.PYTHON)] + target + arguments[1:])
    return 0


def use_newer_python():
    """This file alone must be readable for an old Python, which it replaces or names."""
    if sys.version_info >= (3, 11):
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        if shutil.which(name) and subprocess.call([name, "--version"], **QUIET) == 0:
            os.execvp(name, [name] + sys.argv)
    sys.exit("Cannot continue: this is Python %d.%d; install Python 3.11 or newer." % sys.version_info[:2])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
