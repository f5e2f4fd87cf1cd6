"""Let axe look for faults of accessibility on a page, in shadow roots too."""

from pathlib import Path

_AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


# The rules whose verdict may change with the colours; no other needs to be asked again in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]


def faults_of(page, rules=None):
    """Give each fault that axe finds, with the element it is about; by some rules or by all."""
    if not page.evaluate("'axe' in window"):
        # A script tag would be refused by the policy of the pages, rightly; this way is not.
        page.evaluate(_AXE.read_text("utf-8") + "; undefined")
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _TAGS}
    found = page.evaluate(
        "only => axe.run(document, { runOnly: only, resultTypes: ['violations'] })", only
    )
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
