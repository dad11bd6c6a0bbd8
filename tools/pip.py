"""pip, with only those of the user's settings that say where packages come from: python -m tools.pip ARGUMENTS"""

import ast
import os
import subprocess
import sys

KEPT = {"index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "cert", "client-cert"}
KEPT |= {"keyring-provider", "use-feature", "constraint", "timeout", "default-timeout", "retries", "cache-dir"}

PIP = [sys.executable, "-m", "pip"]
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_QUIET": "1"}


def environment() -> dict[str, str]:
    """The process's variables, with only those of pip's settings, of every kind, that are kept."""
    plain = {name: value for name, value in os.environ.items() if not name.upper().startswith("PIP_")}
    return plain | QUIET | {"PIP_CONFIG_FILE": os.devnull} | _kept(_listed())


def _listed() -> str:
    """The output of `pip config list`: a line for each setting, such as global.index-url='...'."""
    talking = {**os.environ, "PIP_QUIET": "0", "PIP_VERBOSE": "0"}
    run = subprocess.run([*PIP, "config", "list"], env=talking, stdout=subprocess.PIPE, text=True, check=False)
    return run.stdout if run.returncode == 0 else sys.exit(run.returncode)


def _kept(listed: str) -> dict[str, str]:
    settings = {}
    for line in sorted(listed.splitlines(), key=lambda line: line.startswith(":env:")):  # which take precedence
        key, _, value = line.partition("=")
        name = key.rpartition(".")[2]
        if name in KEPT:
            settings[f"PIP_{name.upper().replace('-', '_')}"] = ast.literal_eval(value)
    return settings


if __name__ == "__main__":
    sys.exit(subprocess.run([*PIP, *sys.argv[1:]], env=environment(), check=False).returncode)
