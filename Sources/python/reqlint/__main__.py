import os
import sys
import sysconfig


def program():
    """The path of the program that was installed with this module: in an environment, or in the user's own folder."""
    for scheme in (sysconfig.get_default_scheme(), f"{os.name}_user"):
        path = os.path.join(sysconfig.get_path("scripts", scheme=scheme), "reqlint")
        if os.path.isfile(path):
            return path
    sys.exit("reqlint: the program is not where pip puts scripts; install the package again")


if __name__ == "__main__":
    path = program()
    os.execv(path, [path, *sys.argv[1:]])
