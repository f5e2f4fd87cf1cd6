"""Let axe look for faults of accessibility on a page, in shadow roots too."""

from pathlib import Path

_AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def faults_of(page):
    """Give each fault that axe finds, with the element it is about."""
    # A script tag would be refused by the policy of the pages, rightly; this way is not.
    page.evaluate(_AXE.read_text("utf-8") + "; undefined")
    found = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", _TAGS
    )
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
