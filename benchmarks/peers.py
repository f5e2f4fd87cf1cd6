"""Install the peers, each from its own registry, and say why one cannot be had."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .folders import CACHE, HERE

__all__ = ["Jena", "brick_file", "jena", "peers_python", "wrk"]

_JARS: Final = Path("/usr/share/java")
# Those that Jena asks for, as far as Debian's packages bring them.
_JAR_NAMES: Final = re.compile(
    r"jena-(arq|base|core|iri)|slf4j-(api|nop)|commons-(lang3|io|csv|codec|compress)|gson|protobuf"
    r"|jackson-(core|databind|annotations)|jsonld-java|titanium-json-ld|(lib)?thrift|guava|dexx"
)
_XERCES: Final = "org/apache/jena/ext/xerces/"


@dataclass(frozen=True)
class Jena:
    """What starts Jena's server: a Java, and where its classes lie."""

    java: str
    class_path: str


def peers_python() -> Path:
    """Give the Python of the environment that holds the peers; make it if need be.

    The stamp is the digest of what is wanted: a changed list makes the environment anew.
    """
    folder = CACHE / "peers"
    python = folder / "bin" / "python"
    lists = [HERE / "peers.txt", HERE / "data.txt"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()
    stamp = folder / ".stamp"
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return python
    venv.create(folder, clear=True, with_pip=True, symlinks=True)
    install = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    with (CACHE / "pip.log").open("w", encoding="utf-8") as log:
        for options in (["-r", str(lists[0])], ["--no-deps", "-r", str(lists[1])]):
            subprocess.run([*install, *options], check=True, stdout=log, stderr=log)
    stamp.write_text(digest, "utf-8")
    return python


def brick_file(python: Path) -> Path:
    """Find the newest Brick ontology among the installed packages."""
    packages = python.parent.parent / "lib"
    return max(packages.glob("python3*/site-packages/brickschema/ontologies/1.*/Brick.ttl"))


def wrk() -> str | None:
    """Find the load generator; root on Debian gets it installed."""
    return _program("wrk", "wrk")


def jena() -> Jena | str:
    """Find Debian's Jena and compile the server, or say why there is none."""
    compiler, java = _program("javac", "default-jdk-headless"), shutil.which("java")
    if not (_JARS / "jena-arq.jar").is_file():
        _apt_install("libapache-jena-java")
    if compiler is None or java is None:
        return "there is no Java compiler"
    if not (_JARS / "jena-arq.jar").is_file():
        return "libapache-jena-java is not installed"
    classes = CACHE / "jena"
    jars = [str(jar) for jar in sorted(_JARS.glob("*.jar")) if _JAR_NAMES.fullmatch(jar.stem)]
    class_path = os.pathsep.join([*jars, str(classes)])
    _mend(_JARS / "jena-core.jar", classes)
    source = HERE / "java" / "JenaServer.java"
    done = subprocess.run(
        [compiler, "-cp", class_path, "-d", str(classes), str(source)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return Jena(java, class_path) if done.returncode == 0 else "its server does not compile"


def _mend(jar: Path, classes: Path) -> None:
    """Put Jena's messages where Debian's Jena 4.5 looks for them.

    Debian moved the package's classes to another name and left the message files behind; without
    them Jena fails as it starts.
    """
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if name.startswith(_XERCES) and name.endswith(".properties"):
                target = classes / "xerces" / name.removeprefix(_XERCES)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def _program(name: str, package: str) -> str | None:
    if shutil.which(name) is None:
        _apt_install(package)
    return shutil.which(name)


def _apt_install(package: str) -> None:
    """Install a Debian package where that is possible; the caller sees whether it was."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    sys.stderr.write(f"Installing {package} from Debian ...\n")
    options = ["-y", "-qq", "--no-install-recommends"]
    with contextlib.suppress(subprocess.CalledProcessError):
        quiet = {"check": True, "stdout": subprocess.DEVNULL}
        subprocess.run([apt, "update", "-qq"], **quiet)  # type: ignore[call-overload]
        subprocess.run([apt, "install", *options, package], **quiet)  # type: ignore[call-overload]
