"""Hold the layers: what may import what, and which library enters by which door."""

import ast
import functools
from pathlib import Path

import pytest

import foramen

PACKAGE = Path(foramen.__file__).parent

# A module may import only from lower rows; modules and packages of one row do not know each other,
# except inside a package. `*` stands for every module of a package.
LAYERS = (
    ("errors",),
    ("headers", "namespaces", "resources", "settings"),
    ("distributions",),
    ("endpoint", "knowledge", "questions"),
    ("compiler.*",),
    ("engine.*",),
    ("lookup.*",),
    ("terminology.*",),
    ("agents.*", "annotate.*", "correlate.*", "fhir.*", "pictures.*", "reconcile.*"),
    ("teaching.*",),
    ("handouts.*",),
    ("web.*",),
    ("cli.*", "wsgi"),
)
# resources is read by settings; both are the ground that others stand on.
WITHIN_A_ROW = {("settings", "resources"), ("cli.keeping", "wsgi"), ("cli.serving", "wsgi")}
ONLY_IMPORTERS = {
    "pyshacl": {"compiler.validate"},
    "owlready2": {"compiler.reason"},
    "pyoxigraph": {
        "engine.conversion",
        "engine.oxigraph_engine",
        "engine.received",
        "engine.serialised",
        "compiler.*",
    },
    "nmo_python": {"compiler.infer"},
    "flask": {"web.*", "wsgi"},
    "werkzeug": {"web.*", "wsgi"},
    "click": {"cli.*"},
    "rich": {"cli.*"},
    "urllib3": {"engine.reply", "engine.sparql_client"},
    "granian": {"wsgi", "cli.*"},
    "ahocorasick_rs": {"annotate.*"},
    "curies": {"terminology.*"},
    "re2": {"fhir.*"},
    "mcp": {"agents.*"},
    "genanki": {"handouts.*"},
    "python_calamine": {"teaching.*"},
    "xlsxwriter": {"handouts.*"},
}
COMPOSERS = {"cli.*", "wsgi"}


def name_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {
    name_of(path): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "data" not in path.relative_to(PACKAGE).parts
}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


def covers(pattern, module):
    stem = pattern.removesuffix(".*")
    return module == stem or (pattern.endswith(".*") and module.startswith(stem + "."))


def layer_of(module):
    found = [
        number
        for number, patterns in enumerate(LAYERS)
        if any(covers(pattern, module) for pattern in patterns)
    ]
    assert len(found) == 1, f"give {module} one row in the table above"
    return found[0]


@functools.cache
def tree_of(module):
    """Read a module once, for all tests that look into it."""
    return ast.parse(MODULES[module].read_text("utf-8"))


@functools.cache
def imports_of(module):
    """Give every module that is imported, ours without the leading `foramen.`, absolute."""
    found = []
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = base_of(module, node)
            found += [resolve(base, alias.name) for alias in node.names]
    return found


def base_of(module, node):
    if not node.level:
        return node.module
    package = module if module in PACKAGES else module.rpartition(".")[0]
    assert node.level == 1, f"{module} climbs out of its package"
    return ".".join(
        part for part in ("foramen", package, node.module) if part and part != "__init__"
    )


def resolve(base, name):
    whole = f"{base}.{name}".removeprefix("foramen.")
    return f"foramen.{whole}" if whole in MODULES and base.startswith("foramen") else base


def ours(module):
    for imported in imports_of(module):
        if imported == "foramen" or imported.startswith("foramen."):
            yield imported.removeprefix("foramen").removeprefix(".") or "__init__"


def package_of(module):
    return module.partition(".")[0]


def test_the_package_was_found():
    assert len(MODULES) > 30


@pytest.mark.parametrize("module", [name for name in MODULES if name != "__init__"])
def test_a_module_imports_only_what_lies_below_it(module):
    for imported in ours(module):
        if package_of(imported) == package_of(module) or (module, imported) in WITHIN_A_ROW:
            continue
        assert layer_of(imported) < layer_of(module), f"{module} must not import {imported}"


def test_the_front_door_opens_only_the_ground_floor():
    assert {imported for imported in ours("__init__") if imported != "__init__"} <= {
        "errors",
        "knowledge",
        "resources",
        "settings",
    }


@pytest.mark.parametrize("module", MODULES)
def test_only_the_composers_see_the_compiler_and_the_rest(module):
    if any(covers(pattern, module) for pattern in (*COMPOSERS, "compiler.*")):
        return
    assert not any(imported.startswith("compiler") for imported in ours(module))


@pytest.mark.parametrize("library", ONLY_IMPORTERS)
def test_a_library_enters_by_one_door(library):
    for module in MODULES:
        roots = {imported.partition(".")[0] for imported in imports_of(module)}
        if library in roots:
            allowed = ONLY_IMPORTERS[library]
            assert any(covers(pattern, module) for pattern in allowed), f"{module}: {library}"


@pytest.mark.parametrize(
    "package", ["agents", "annotate", "engine", "fhir", "lookup", "reconcile", "terminology", "web"]
)
def test_a_package_has_no_circle(package):
    graph = {
        module: {
            imported
            for imported in ours(module)
            if package_of(imported) == package and imported != module
        }
        for module in MODULES
        if package_of(module) == package
    }
    # What is imported for its types only makes no circle when the program runs.
    for module in graph:
        graph[module] -= {found for found in graph[module] if only_for_types(module, found)}
    while graph:
        free = [module for module, needs in graph.items() if not needs & graph.keys()]
        assert free, f"these import each other: {sorted(graph)}"
        for module in free:
            del graph[module]


def only_for_types(module, imported):
    tree = tree_of(module)
    guarded = [
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and getattr(branch.test, "id", "") == "TYPE_CHECKING"
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
    ]
    everywhere = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    plain = [node for node in everywhere if node not in guarded]

    def names(nodes):
        return {
            resolve(base_of(module, node), alias.name).removeprefix("foramen.")
            for node in nodes
            for alias in node.names
        }

    return imported in names(guarded) and imported not in names(plain)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_its_one_job(module):
    tree = tree_of(module)
    sentence = (ast.get_docstring(tree) or "").splitlines()
    assert sentence, f"{module} has no docstring"
    assert len(sentence[0]) > 15


@pytest.mark.parametrize("module", MODULES)
def test_exported_names_exist_and_are_sorted(module):
    tree = tree_of(module)
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            exported = ast.literal_eval(node.value)
            assert len(exported) == len(set(exported))
            assert exported == sorted(exported, key=lambda name: (not name.isupper(), name)) or (
                exported == sorted(exported)
            )
