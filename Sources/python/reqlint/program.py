"""Where the program is."""
import os
import sysconfig


def installed():
    """The path of the program that was installed with this module, in an environment or in the user's own folder; None
    where it is not there."""
    for folder in (sysconfig.get_path("scripts"), sysconfig.get_path("scripts", f"{os.name}_user")):
        path = os.path.join(folder, "reqlint")
        if os.path.isfile(path):
            return path
    return None
