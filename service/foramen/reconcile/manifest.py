"""Say what the service offers, in the words of each version of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from foramen.namespaces import FORAMEN

from .attributes import FORMS, RELATIONS
from .reading import BATCH
from .writing import types

if TYPE_CHECKING:
    from .reconciliation import Reconciliation

__all__ = ["PREVIEW_HEIGHT", "PREVIEW_WIDTH", "manifest_0_2", "manifest_1_0"]

PREVIEW_WIDTH: Final = 440
PREVIEW_HEIGHT: Final = 260
_NAME: Final = "Foramen: the neural foramen and foraminal stenosis"
# Name, label, help, default and, where one is to be chosen, the choices.
_SETTINGS: Final[tuple[tuple[str, str, str, Any, dict[str, str] | None], ...]] = (
    ("limit", "Limit", "How many values at most; 0 for all.", 0, None),
    ("form", "Form of codes", "What is given of a code elsewhere.", "code", FORMS),
    ("relation", "Kind of mapping", "Which codes elsewhere are given.", "any", RELATIONS),
)


def manifest_0_2(service: Reconciliation, root: str, logo: str, version: str) -> dict[str, Any]:
    """Write the manifest that OpenRefine reads.

    Args:
        service: what is offered.
        root: the address of the web application, without a slash at its end.
        logo: the address of the picture.
        version: that of the software.
    """
    return {
        "versions": ["0.2"],
        "identifierSpace": str(FORAMEN),
        "schemaSpace": str(FORAMEN),
        **_shared(service, root, logo, version),
        "view": {"url": f"{root}/{{{{id}}}}"},
        "preview": {
            "url": f"{root}/reconcile/preview?id={{{{id}}}}",
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": {kind: _suggest_0_2(root, kind) for kind in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/reconcile/properties"},
            "property_settings": _settings("name", "label", "help_text"),
        },
    }


def manifest_1_0(service: Reconciliation, root: str, logo: str, version: str) -> dict[str, Any]:
    """Write the manifest of the coming version; the arguments are those of `manifest_0_2`."""
    return {
        "versions": ["1.0-draft"],
        **_shared(service, root, logo, version),
        "view": {"url": f"{root}/{{id}}"},
        "preview": {"width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {
            "proposeProperties": True,
            "propertySettings": _settings("id", "name", "helpText"),
        },
        "lang": "en",
        "dir": "ltr",
        "standardizedScore": True,
    }


def _shared(service: Reconciliation, root: str, logo: str, version: str) -> dict[str, Any]:
    return {
        "name": _NAME,
        "documentation": f"{root}/api",
        "logo": logo,
        "serviceVersion": version,
        "defaultTypes": types(service.entities.default_types),
        "batchSize": BATCH,
    }


def _suggest_0_2(root: str, kind: str) -> dict[str, str]:
    return {
        "service_url": root,
        "service_path": f"/reconcile/suggest/{kind}",
        "flyout_service_url": root,
        "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
    }


def _settings(name: str, label: str, help_text: str) -> list[dict[str, Any]]:
    return [
        {
            name: setting,
            label: called,
            help_text: text,
            "type": "select" if choices else "number",
            "default": default,
            **({"choices": _choices(choices)} if choices else {}),
        }
        for setting, called, text, default, choices in _SETTINGS
    ]


def _choices(choices: dict[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "name": name} for value, name in choices.items()]
