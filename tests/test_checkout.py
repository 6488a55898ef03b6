"""A checkout works from its root and from elsewhere: schemas and prompts come by the install."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
CONFIG = """
[tool.importlinter]
root_packages = ["mill"]
contract_types = ["acyclic_files: tests.import_contracts.AcyclicFiles"]

[[tool.importlinter.contracts]]
name = "No cycle"
type = "acyclic_files"
"""


@pytest.mark.parametrize("elsewhere", [False, True], ids=["root", "elsewhere"])
def test_schemas_and_prompts_are_part_of_the_package(tmp_path: Path, elsewhere: bool) -> None:
    code = "import summarizer.schemas as s, summarizer.prompts as p, summarizer.article; print(s.__file__, p.__file__)"
    where = tmp_path if elsewhere else ROOT
    ended = subprocess.run([sys.executable, "-c", code], cwd=where, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    found = [Path(file).resolve() for file in ended.stdout.split()]
    assert found == [ROOT / "schemas" / "__init__.py", ROOT / "prompts" / "__init__.py"]


def test_no_source_is_a_link() -> None:
    folders = [ROOT / name for name in ("summarizer", "schemas", "prompts", "tests", "evals", "docs", "seeds")]
    assert not [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_symlink() and "node_modules" not in path.parts
    ]


@pytest.mark.parametrize(
    ("wheel", "code"),
    [
        pytest.param("", 0, id="none"),
        pytest.param("from mill.grain import flour", 1, id="direct"),
        pytest.param("def turn() -> None:\n    from mill.sub.water import flow", 1, id="lazy-and-through-another"),
    ],
)
def test_a_cycle_between_files_breaks_the_contract(tmp_path: Path, wheel: str, code: int) -> None:
    (tmp_path / "pyproject.toml").write_text(CONFIG)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "import_contracts.py", tmp_path / "tests")
    files = {"grain": "import mill.wheel", "wheel": wheel, "sub/water": "import mill.grain", "sub/__init__": ""}
    away = tmp_path / "away"
    for name, text in {**files, "__init__": ""}.items():
        path = away / "mill" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    ended = subprocess.run(
        [LINT_IMPORTS, "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(away)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code, ended.stdout
    assert ("mill.wheel" in ended.stdout) == bool(code)


def test_every_folder_of_the_package_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("summarizer/**/__init__.py")}
    assert folders | set(settings["package-dir"]) == set(settings["packages"])
