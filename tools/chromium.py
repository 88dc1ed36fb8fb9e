"""Chromium for the tests in a browser: find it, or install it where none is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing but the pages under test may cause a request.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def system_chromium() -> str | None:
    """Find the path of a Chromium of the system."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    """Install Chromium if there is none; a machine that cannot have one is told so, not failed."""
    if system_chromium() is None and not any(_done(commands) for commands in _ways()):
        print(
            "\n*** NO CHROMIUM: the tests in a browser will be SKIPPED on this machine. ***\n",
            file=sys.stderr,
        )
    return 0


def _ways() -> list[list[list[str]]]:
    playwright = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return [playwright]
    debian = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    return [debian, playwright]


def _done(commands: list[list[str]]) -> bool:
    for command in commands:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        try:
            # What a package manager says belongs into the log of the build, not among results.
            subprocess.run(command, check=True, timeout=600, env=environment, stdout=sys.stderr)  # noqa: S603  our own words
        except (OSError, subprocess.SubprocessError) as error:
            print(f"{' '.join(command)}: {error}", file=sys.stderr)
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
