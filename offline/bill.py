"""The bill of materials of the folder, CycloneDX 1.6 JSON, checked against its published schema.

`bill.py PARTS.json FOLDER VERSION EPOCH` writes FOLDER/sbom.cdx.json. Same parts and time, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

PROGRAM = "dgov-std"


def normal(name: str) -> str:
    """Return the name of a package as indexes compare it."""
    return name.lower().replace("_", "-").replace(".", "-")


def component(part: dict[str, Any], folder: Path, system: str) -> Component:
    """Return one part as a component; a library that is one file carries its hash."""
    factory = LicenseFactory()
    kind = ComponentType.PLATFORM if part["name"] == "Python" else ComponentType.LIBRARY
    space = system if part["kind"] in {"deb", "rpm"} else None
    name = normal(part["name"]) if part["kind"] == "pypi" else part["name"]
    files = [folder / "_internal" / name for name in part["files"]]
    hashes = []
    if len(files) == 1 and files[0].is_file():
        hashes.append(HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(files[0].read_bytes()).hexdigest()))
    texts = [Property(name="dgov-std:licence-text", value=text) for text in part["texts"]]
    return Component(
        name=part["name"],
        version=part["version"],
        type=kind,
        bom_ref=f"{part['kind']}:{part['name']}@{part['version']}",
        purl=PackageURL(part["kind"], space, name, part["version"]),
        description=part["summary"] or None,
        licenses=[factory.make_from_string(part["licence"])] if part["licence"] else (),
        hashes=hashes,
        properties=texts,
    )


def bill(parts: list[dict[str, Any]], folder: Path, version: str, epoch: int, system: str) -> str:
    """Return the bill as JSON text.

    Raises:
        ValueError: it does not follow the published schema.
    """
    program = Component(name=PROGRAM, version=version, type=ComponentType.APPLICATION, bom_ref=f"build:{PROGRAM}")
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(parts, sort_keys=True)))
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    bom.metadata.component = program
    found = {normal(part["name"]): component(part, folder, system) for part in parts}
    bom.components.update(found.values())
    bom.register_dependency(program, found.values())
    for part in parts:
        needed = [found[normal(name)] for name in part["needs"] if normal(name) in found]
        bom.register_dependency(found[normal(part["name"])], needed)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        msg = f"the bill of materials does not follow its schema: {wrong}"
        raise ValueError(msg)
    return text + "\n"


def system_name() -> str:
    """Return the short name of the Linux distribution the libraries come from, "" elsewhere."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.removeprefix("ID=").strip('"') for line in lines if line.startswith("ID=")), "")


def main() -> None:
    """Write the bill into the folder."""
    source, folder, version, epoch = sys.argv[1:5]
    parts = json.loads(Path(source).read_text(encoding="utf-8"))
    text = bill(parts, Path(folder), version, int(epoch), system_name())
    Path(folder, "sbom.cdx.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
