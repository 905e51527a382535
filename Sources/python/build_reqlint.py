"""Builds the wheel: the program as a script, and a module that starts it. PEP 517 and 427, with nothing but Python 3.11.

REQLINT names the binary.
"""
import base64
import hashlib
import os
import pathlib
import platform
import struct
import subprocess
import tomllib
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    binary = pathlib.Path(os.environ["REQLINT"])
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    tags = platform_tags(binary.read_bytes())
    name = f"reqlint-{version}"
    files = {
        **{f"reqlint/{file.name}": file.read_bytes() for file in sorted((HERE / "reqlint").glob("*.py"))},
        f"{name}.data/scripts/reqlint": binary.read_bytes(),
        f"{name}.dist-info/METADATA": metadata(version).encode(),
        f"{name}.dist-info/WHEEL": wheel(tags).encode(),
        f"{name}.dist-info/licenses/LICENSE": (PROJECT / "LICENSE").read_bytes(),
        f"{name}.dist-info/licenses/NOTICE": b"".join(
            (PROJECT / part).read_bytes() for part in (".ci/NOTICE", "Sources/CVocabularies/NOTICE")),
    }
    record = f"{name}.dist-info/RECORD"
    files[record] = "".join([*(f"{path},sha256={digest(data)},{len(data)}\n" for path, data in files.items()), f"{record},,\n"]).encode()
    file = f"{name}-py3-none-{'.'.join(tags)}.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in files.items():
            # A fixed day, so that the same files give the same bytes.
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if "/scripts/" in path else 0o100644) << 16
            archive.writestr(entry, data)
    return file


def build_sdist(sdist_directory, config_settings=None):
    raise SystemExit("reqlint is no Python: its source is the repository, and Swift builds it")


def digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def platform_tags(binary):
    """Where the binary runs: a static one on every Linux, whatever its C library; any other only as here."""
    machine = platform.machine()
    if platform.system() == "Darwin":
        return [f"macosx_15_0_{machine}"]
    if not is_static(binary):
        return [f"linux_{machine}"]
    return [f"manylinux2014_{machine}", f"manylinux_2_17_{machine}", f"musllinux_1_1_{machine}"]


def is_static(binary):
    """Whether no segment of a 64-bit ELF file, little end first, asks for an interpreter."""
    if binary[:6] != b"\x7fELF\x02\x01":
        raise SystemExit("REQLINT names no program for 64-bit Linux")
    start, = struct.unpack_from("<Q", binary, 32)
    size, count = struct.unpack_from("<HH", binary, 54)
    kinds = [struct.unpack_from("<I", binary, start + number * size)[0] for number in range(count)]
    interpreter = 3
    return interpreter not in kinds


def metadata(version):
    project = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {version}",
        f"Summary: {project['description']}",
        f"Keywords: {','.join(project['keywords'])}",
        *(f"Classifier: {classifier}" for classifier in project["classifiers"]),
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        "License-File: NOTICE",
        f"Requires-Python: {project['requires-python']}",
        *(line for extra, needs in project["optional-dependencies"].items() for line in (
            f"Provides-Extra: {extra}", *(f"Requires-Dist: {need}; extra == '{extra}'" for need in needs))),
        *(f"Project-URL: {name}, {url}" for name, url in project["urls"].items()),
        "Description-Content-Type: text/markdown",
    ]
    return "\n".join(lines) + "\n\n" + (HERE / project["readme"]).read_text()


def wheel(tags):
    lines = ["Wheel-Version: 1.0", "Generator: reqlint", "Root-Is-Purelib: false", *(f"Tag: py3-none-{tag}" for tag in tags)]
    return "\n".join(lines) + "\n"
