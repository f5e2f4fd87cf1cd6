"""Say in JSON Schema what the prose of the Reconciliation API demands of answers, in our words.

Stricter than the prose in one thing: a member that it does not name is a fault.
"""

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://[^ ]+$"}


def closed(required, **members):
    """An object of these members and no others."""
    return {
        "type": "object",
        "properties": members,
        "required": required.split(),
        "additionalProperties": False,
    }


def listed(items, **limits):
    return {"type": "array", "items": items, **limits}


NAMED = closed("id name", id=TEXT, name=TEXT)
TYPE = closed("id name", id=TEXT, name=TEXT, description=TEXT, broader=listed(NAMED, minItems=1))
SCORE = {"type": "number", "minimum": 0, "maximum": 100}
FEATURE_VALUE = {"type": ["number", "boolean"]}
CELL = {"oneOf": [closed("str", str=TEXT), NAMED]}


def candidate(feature):
    return closed(
        "id name type score match features",
        id=TEXT,
        name=TEXT,
        description=TEXT,
        type=listed(NAMED),
        score=SCORE,
        match={"type": "boolean"},
        features=listed(feature, minItems=1),
    )


def setting(name, label, help_text):
    choice = closed("value name", value=TEXT, name=TEXT)
    return closed(
        f"{name} {label} {help_text} type default",
        **{name: TEXT, label: TEXT, help_text: TEXT},
        type={"enum": ["number", "text", "checkbox", "select"]},
        default={},
        choices=listed(choice, minItems=2),
    )


SUGGEST_0_2 = closed(
    "service_url service_path flyout_service_url flyout_service_path",
    service_url=ADDRESS,
    service_path={"type": "string", "pattern": "^/"},
    flyout_service_url=ADDRESS,
    flyout_service_path={"type": "string", "pattern": r"^/.*\$\{id\}"},
)
SHARED = {
    "name": TEXT,
    "documentation": ADDRESS,
    "logo": ADDRESS,
    "serviceVersion": TEXT,
    "defaultTypes": listed(TYPE, minItems=1, uniqueItems=True),
    "batchSize": {"const": 100},
}
PIXELS = {"type": "integer", "minimum": 100}
SUGGESTED = {
    "suggest-entities-response": closed(
        "result",
        result=listed(
            closed("id name notable", id=TEXT, name=TEXT, description=TEXT, notable=listed(NAMED))
        ),
    ),
    "suggest-properties-response": closed(
        "result", result=listed(closed("id name", id=TEXT, name=TEXT, description=TEXT))
    ),
    "suggest-types-response": closed("result", result=listed(TYPE)),
    "data-extension-property-proposal": closed(
        "type properties",
        type={"type": "string"},
        limit={"type": "integer", "minimum": 1},
        properties=listed(NAMED),
    ),
    "type": TYPE,
}
SHAPES_0_2 = SUGGESTED | {
    "manifest": closed(
        "versions name identifierSpace schemaSpace view preview suggest extend batchSize",
        **SHARED,
        versions={"const": ["0.2"]},
        identifierSpace=ADDRESS,
        schemaSpace=ADDRESS,
        view=closed("url", url={"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}),
        preview=closed(
            "url width height",
            url={"type": "string", "pattern": r"^https?://.*\{\{id\}\}"},
            width=PIXELS,
            height=PIXELS,
        ),
        suggest=closed(
            "entity property type", entity=SUGGEST_0_2, property=SUGGEST_0_2, type=SUGGEST_0_2
        ),
        extend=closed(
            "propose_properties property_settings",
            propose_properties=closed(
                "service_url service_path", service_url=ADDRESS, service_path=TEXT
            ),
            property_settings=listed(setting("name", "label", "help_text"), minItems=1),
        ),
    ),
    "reconciliation-result-batch": {
        "type": "object",
        "additionalProperties": closed(
            "result", result=listed(candidate(closed("id value", id=TEXT, value=FEATURE_VALUE)))
        ),
    },
    "data-extension-response": closed(
        "meta rows",
        meta=listed(NAMED),
        rows={
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": listed(CELL)},
        },
    ),
}
SHAPES_1_0 = SUGGESTED | {
    "manifest": closed(
        "versions name view preview suggest extend batchSize lang dir standardizedScore",
        **SHARED,
        versions={"const": ["1.0-draft"]},
        view=closed("url", url={"type": "string", "pattern": r"^https?://.*[^{]\{id\}$"}),
        preview=closed("width height", width=PIXELS, height=PIXELS),
        suggest={"const": {"entity": True, "property": True, "type": True}},
        extend=closed(
            "proposeProperties propertySettings",
            proposeProperties={"const": True},
            propertySettings=listed(setting("id", "name", "helpText"), minItems=1),
        ),
        lang={"const": "en"},
        dir={"const": "ltr"},
        standardizedScore={"const": True},
    ),
    "reconciliation-result-batch": closed(
        "results",
        results=listed(
            closed(
                "candidates",
                candidates=listed(
                    candidate(closed("id name value", id=TEXT, name=TEXT, value=FEATURE_VALUE))
                ),
            )
        ),
    ),
    "data-extension-response": closed(
        "meta rows",
        meta=listed(NAMED),
        rows=listed(
            closed(
                "id properties",
                id=TEXT,
                properties=listed(closed("id values", id=TEXT, values=listed(CELL))),
            )
        ),
    ),
}
