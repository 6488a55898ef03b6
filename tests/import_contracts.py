"""A contract for import-linter: no cycle between files.

import-linter puts the current folder first on the path. At the root of a checkout that would hide the schemas and
prompts of the installed package, so this module takes it off again: import-linter loads it before the package.
"""

from __future__ import annotations

import os
import sys
from graphlib import CycleError, TopologicalSorter

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

sys.path[:] = [entry for entry in sys.path if entry not in ("", os.getcwd())]


class AcyclicFiles(Contract):
    """Broken by modules that import each other, directly or through others, in whatever packages they are."""

    type_name = "acyclic_files"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Looks for a cycle in the whole graph.

        Args:
            graph: the imports of every module.
            verbose: True to say what is done.
        """
        output.verbose_print(verbose, "Sorting the files by their imports...")
        imports = {module: graph.find_modules_directly_imported_by(module) for module in sorted(graph.modules)}
        try:
            TopologicalSorter(imports).prepare()
        except CycleError as error:
            return ContractCheck(kept=False, metadata={"cycle": error.args[1][::-1]})
        return ContractCheck(kept=True)

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints the cycle, each module with what it imports."""
        output.print_error(" -> ".join(check.metadata["cycle"]))
