import os
import sys

from reqlint.program import installed

if __name__ == "__main__":
    path = installed()
    if path is None:
        sys.exit("reqlint: the program is not where pip puts scripts; install the package again")
    os.execv(path, [path, *sys.argv[1:]])
