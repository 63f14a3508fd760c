"""`/widget.js`: the component in one file, joined from its modules when the service starts.

Pages of others embed it with one `<script>`. No tool builds it: each module becomes a function's body, so that names
never meet, and what it imports becomes constants. That understands only the forms of `import` and `export` that the
modules use, and refuses the others.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

WEB = Path(__file__).parent / "web"
ENTRY = WEB / "component" / "element.js"

_IMPORT = re.compile(
    r"^import (?:(?P<named>\{[^}]*\})|\* as (?P<all>\w+)|(?P<default>\w+)) from '(?P<path>[^']+)';$", re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*? |class |const )(?P<name>\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import|export)\b.*$", re.MULTILINE)


@dataclass(slots=True)
class _Joining:
    """What has been joined so far: the constant that each file became, and their texts in order of need."""

    names: dict[Path, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    open: list[Path] = field(default_factory=list)

    def add(self, path: Path) -> str:
        """Join a file after those it imports; returns the constant that holds what it exports.

        Raises:
            ValueError: modules import each other, one is not there, or in a form that is not understood.
        """
        if path in self.names:
            return self.names[path]
        if path in self.open:
            raise ValueError(f"modules of the widget import each other: {path.name} again")
        self.open.append(path)
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ValueError(f"a module of the widget cannot be read: {error}; install again") from error
        made = f"{{ default: {json.dumps(text)} }}" if path.suffix == ".css" else self._module(path, text)
        self.open.pop()
        self.names[path] = name = f"module{len(self.names)}"
        self.texts.append(f"const {name} = {made};")
        return name

    def _module(self, path: Path, text: str) -> str:
        def imported(found: re.Match[str]) -> str:
            module = self.add((path.parent / found["path"]).resolve())
            if found["all"]:
                return f"const {found['all']} = {module};"
            names = found["named"].replace(" as ", ": ") if found["named"] else f"{{ default: {found['default']} }}"
            return f"const {names} = {module};"

        joined = _IMPORT.sub(imported, text)
        exported = [found["name"] for found in _EXPORT.finditer(joined)]
        joined = _EXPORT.sub("", joined)
        if _DEFAULT.search(joined):
            joined = _DEFAULT.sub("const exportedDefault = ", joined)
            exported.append("default: exportedDefault")
        if left := _LEFT.search(joined):
            raise ValueError(f"{path.name}: the widget cannot be joined over {left[0].strip()!r}")
        return f"(() => {{\n{joined}return {{ {', '.join(exported)} }};\n}})()"


@cache
def joined(entry: Path = ENTRY) -> str:
    """Give the component as one script, which runs as a module or as an ordinary script.

    Raises:
        ValueError: a module is not there, or is written in a form that is not understood.
    """
    joining = _Joining()
    joining.add(entry.resolve())
    return "(() => {\n'use strict';\n" + "\n".join(joining.texts) + "\n})();\n"
