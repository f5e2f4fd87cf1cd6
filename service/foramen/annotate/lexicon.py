"""Hold the words of spine reports: sites, changes of them, and what the two name together.

Reports seldom use a concept's name whole: 'the canal and both foramina are narrowed' names two
findings. So a site and a change are read apart, and this table says what they make. Protrusion and
extrusion are herniations, and a bulge is none: https://doi.org/10.1016/j.spinee.2014.04.022
(Fardon and others, Lumbar disc nomenclature: version 2.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "ACTING",
    "ALONE",
    "CAPITALS",
    "CHANGES",
    "NAMES",
    "OPEN",
    "OTHER_FORAMINA",
    "QUALIFIED",
    "ROOTED",
    "SITES",
    "TESTS_BY_LIMB",
    "UNSIDED",
    "finding",
]

# Each site by its words; behind the colon the concept that they name where no change is said.
SITES: Final[Mapping[str, Mapping[str, str]]] = {
    "foramen": {
        "IntervertebralForamen": "neural foramen; neuroforamen; neuro foramen; foramen; "
        "intervertebral foramen; exit foramen; neural exit foramen; nerve root foramen; IVF; NF",
        "": "neural foraminal; neuroforaminal; neuro foraminal; foraminal; exit foraminal; "
        "intervertebral foraminal; intraforaminal; intra foraminal",
    },
    "canal": {
        "VertebralCanal": "spinal canal; central canal; central spinal canal; vertebral canal; "
        "canal; central vertebral canal",
    },
    "central": {"": "central; midline"},
    "paracentral": {
        "": "paracentral; para central; subarticular; paramedian; posterolateral; postero lateral; "
        "centrolateral",
    },
    "recess": {"SubarticularZone": "lateral recess; subarticular recess; subarticular zone"},
    "beyond": {
        "": "far lateral; extraforaminal; extra foraminal",
        "ExtraforaminalZone": "extraforaminal zone; far lateral zone",
    },
    "disc": {"IntervertebralDisc": "disc; intervertebral disc"},
    "height": {
        "": "disc height; disc space; disc space height; intervertebral disc space; "
        "intervertebral disc height; interspace; intervertebral space",
    },
    "facet": {
        "FacetJoint": "facet joint; facet; zygapophyseal joint; zygapophysial joint; "
        "apophyseal joint; facetal",
    },
    "uncovertebral": {
        "UncovertebralJoint": "uncovertebral joint; uncovertebral; joint of luschka; luschka joint",
        "UncinateProcess": "uncinate process; uncinate",
    },
    "ligament": {
        "LigamentumFlavum": "ligamentum flavum",
        "": "ligament; ligamentous; flavum; flaval",
    },
    "root": {
        "SpinalNerveRoot": "nerve root; spinal nerve root; root",
        "SpinalNerve": "nerve; spinal nerve",
        "": "neural; nerve root sleeve",
    },
    "reflex": {
        "": "reflex; jerk; ankle jerk; knee jerk; ankle reflex; knee reflex; deep tendon reflex; "
        "tendon reflex; DTR; biceps reflex; triceps reflex; biceps jerk; triceps jerk; "
        "patellar reflex; achilles reflex; achilles tendon reflex; brachioradialis reflex; "
        "supinator reflex; supinator jerk",
    },
    "sensation": {
        "": "sensation; light touch; light touch sensation; pinprick; pin prick; "
        "pinprick sensation; sensory function; sensibility",
    },
    "strength": {
        "": "strength; muscle strength; motor strength; motor power; muscle power; power; "
        "grip strength; grip; motor function",
    },
}
CHANGES: Final[Mapping[str, str]] = {
    "narrowing": "stenosis; stenotic; stenosed; narrowing; narrow; narrowed; encroachment; "
    "encroached; effacement; effaced; "
    "constriction; constricted; crowding; crowded; obliteration; obliterated; occluded",
    "to narrowing": "encroach; encroaching; efface; effacing; crowd; constrict; constricting",
    "to pressure": "compress; compressing; impinge; impinging; pinching; pinch",
    "compromise": "compromise; compromised; compromising",
    "open": "patent; patency; open; preserved; maintained; clear; unremarkable; normal; adequate; "
    "intact; uncompromised; capacious; within normal limits; normal in calibre; spared; "
    "unaffected; uninvolved; unencumbered; "
    "well preserved; well maintained; widely open; widely patent; adequately patent",
    "growth": "hypertrophy; hypertrophic; hypertrophied; enlargement; enlarged; overgrowth; "
    "thickening; thickened; thick; hypertrophic change; infolding; buckling; redundancy",
    "wear": "arthropathy; arthropathic; arthrosis; arthritis; osteoarthritis; osteoarthrosis; "
    "degeneration; degenerative; degenerative disease; degenerative joint disease; DJD; OA; "
    "degenerative arthropathy; degenerative arthrosis; osteoarthritic change; arthritic; "
    "arthritic change; degenerated; arthrotic; degenerate; disease",
    "worn": "degenerative change",
    "spur": "spurring; spur; bony spur; bone spur; bony spurring; osteophyte spurring; "
    "osteophytic spurring; marginal spurring",
    "herniation": "herniation; herniate; herniated; herniating; protrusion; protruding; protruded; "
    "extrusion; extruded; prolapse; prolapsed; sequestration; sequestered; sequestrated; HNP; "
    "herniated nucleus pulposus; protrude; extrude",
    "displaced": "slipped; ruptured; rupture",
    "bulge": "bulge; bulging; bulged",
    "flattening": "height loss; loss of height; flattening; flattened",
    "loss": "loss; decreased; diminished; reduced; reduction; collapse; collapsed; decrease; "
    "diminution; impaired; impairment; lost; losing",
    "altered": "altered; sluggish; depressed; brisk; hyperactive; asymmetry; abnormal; exaggerated",
    "pressure": "compression; compressed; impingement; impinged; "
    "entrapment; entrapped; pinched; compressive",
    "irritation": "irritation; irritated; irritability",
}
# What a verb does to what follows it.
ACTING: Final = "to "
# What a change means where no site is named.
ALONE: Final[Mapping[str, str]] = {
    "worn": "DegenerativeChange",
    "spur": "Osteophyte",
    "herniation": "DiscHerniation",
    "bulge": "DiscBulge",
}
OPEN: Final = "open"
# Names that reports use beside those of the ontology.
NAMES: Final[Mapping[str, str]] = {
    "Osteophyte": "disc osteophyte complex; disc / osteophyte complex; disc osteophyte; "
    "osteophytosis; osteophyte formation; osteophyte complex; osteophytic ridging; "
    "osteophytic ridge; osteophytic change; osteophytic lipping; endplate osteophyte",
    "DiscHeightLoss": "disc narrowing; narrowed disc; narrowing of the disc; disc space loss",
    "TransforaminalEpiduralInjection": "transforaminal steroid injection; transforaminal ESI",
    "RadiatingPain": "pain radiating; pain radiates; pain that radiates; pain which radiates; "
    "pain radiated; pain shooting; pain shoots; pain travelling; "
    "pain traveling; radiation of pain; radiation of the pain; "
    "radiating arm pain; radiating leg pain; radicular arm pain; radicular leg pain",
    "MuscleWeakness": "weak; motor deficit; motor loss; loss of strength; loss of power",
    "Numbness": "numb",
    "ReflexChange": "hyporeflexia; areflexia; hyperreflexia",
    "SensoryLoss": "sensory deficit; loss of sensation",
    "SpinalInstability": "instability",
    "DegenerativeChange": "spondylosis; spondylotic change; degenerative process",
    # By itself, since a level so often parts the words: 'conjoined left L5 and S1 nerve roots'.
    "ConjoinedNerveRoot": "conjoined",
}
# What concerns a single root, and so may be said of `L5` by itself.
ROOTED: Final = frozenset({"NerveRootCompression", "NerveRootIrritation"})
# Abbreviations of ours that only capitals tell from words.
CAPITALS: Final = frozenset({"IVF", "NF", "DJD", "OA", "HNP", "DTR", "L", "R", "B"})
UNSIDED: Final = frozenset({"CentralCanalStenosis", "VertebralCanal"})
# Holes of other bones, which no level has.
OTHER_FORAMINA: Final = (
    "foramen magnum; foramen ovale; patent foramen ovale; foramen transversarium; "
    "foramen transversaria; foramina transversaria; transverse foramen; foramen rotundum; "
    "foramen spinosum; foramen lacerum; foramen of monro; foramen of magendie; "
    "foramen of luschka; jugular foramen; stylomastoid foramen; mental foramen; "
    "mandibular foramen; obturator foramen; sciatic foramen; infraorbital foramen; "
    "supraorbital foramen; optic foramen; nutrient foramen; vascular foramen; foramen cecum; "
    "epiploic foramen; foramen of winslow; foramen arcuale; arcuate foramen"
)
# Tests with a limb in their name: one that is negative denies no leg.
TESTS_BY_LIMB: Final = (
    "straight leg raise; straight leg raises; straight leg raising; crossed straight leg raise; "
    "crossed straight leg raising; straight leg lift"
)
# Words before the name of a finding that choose a kind of it.
QUALIFIED: Final[Mapping[tuple[str, str], str]] = {
    ("ForaminalStenosis", "cervical"): "CervicalForaminalStenosis",
    ("ForaminalStenosis", "thoracic"): "ThoracicForaminalStenosis",
    ("ForaminalStenosis", "lumbar"): "LumbarForaminalStenosis",
    ("ForaminalStenosis", "recurrent"): "RecurrentForaminalStenosis",
    ("ForaminalStenosis", "bony"): "BonyForaminalStenosis",
    ("ForaminalStenosis", "osseous"): "BonyForaminalStenosis",
    ("ForaminalStenosis", "wear"): "DegenerativeForaminalStenosis",
    ("ForaminalStenosis", "dynamic"): "DynamicForaminalStenosis",
    ("ForaminalStenosis", "osteophytic"): "OsteophyticForaminalStenosis",
    ("Radiculopathy", "cervical"): "CervicalRadiculopathy",
    ("Radiculopathy", "thoracic"): "ThoracicRadiculopathy",
    ("Radiculopathy", "lumbar"): "LumbarRadiculopathy",
}

_ZONES: Final = {
    "foramen": "ForaminalDiscHerniation",
    "beyond": "FarLateralDiscHerniation",
    "paracentral": "ParacentralDiscHerniation",
    "recess": "ParacentralDiscHerniation",
    "central": "CentralDiscHerniation",
}
_FINDINGS: Final[Mapping[tuple[str, str], str]] = {
    ("foramen", "narrowing"): "ForaminalStenosis",
    ("foramen", "compromise"): "ForaminalStenosis",
    ("foramen", "open"): "ForaminalStenosis",
    ("canal", "narrowing"): "CentralCanalStenosis",
    ("canal", "compromise"): "CentralCanalStenosis",
    ("canal", "open"): "CentralCanalStenosis",
    ("central", "narrowing"): "CentralCanalStenosis",
    ("recess", "narrowing"): "",
    ("recess", "compromise"): "",
    ("recess", "open"): "",
    ("beyond", "narrowing"): "",
    ("disc", "wear"): "DegenerativeChange",
    ("disc", "worn"): "DegenerativeChange",
    ("disc", "herniation"): "DiscHerniation",
    ("disc", "displaced"): "DiscHerniation",
    ("disc", "bulge"): "DiscBulge",
    ("disc", "flattening"): "DiscHeightLoss",
    ("height", "loss"): "DiscHeightLoss",
    ("height", "narrowing"): "DiscHeightLoss",
    ("height", "open"): "",
    ("reflex", "loss"): "ReflexChange",
    ("reflex", "altered"): "ReflexChange",
    ("reflex", "open"): "",
    ("sensation", "loss"): "SensoryLoss",
    ("sensation", "altered"): "SensoryLoss",
    ("sensation", "open"): "",
    ("strength", "loss"): "MuscleWeakness",
    ("strength", "open"): "",
    ("facet", "growth"): "FacetJointHypertrophy",
    ("facet", "wear"): "FacetArthropathy",
    ("facet", "worn"): "FacetArthropathy",
    ("uncovertebral", "growth"): "UncovertebralJointChange",
    ("uncovertebral", "wear"): "UncovertebralJointChange",
    ("uncovertebral", "worn"): "UncovertebralJointChange",
    ("uncovertebral", "spur"): "UncovertebralJointChange",
    ("ligament", "growth"): "LigamentThickening",
    ("root", "pressure"): "NerveRootCompression",
    ("root", "compromise"): "NerveRootCompression",
    ("root", "irritation"): "NerveRootIrritation",
    **{(site, "herniation"): term for site, term in _ZONES.items()},
    **{(site, "bulge"): "DiscBulge" for site in _ZONES},
}


def finding(site: str, change: str, beside: Collection[str] = ()) -> str | None:
    """Give the finding that a change of a site is: nothing if they do not go together.

    Args:
        site: a key of `SITES`.
        change: a key of `CHANGES`.
        beside: the other sites that the same change is said of.

    >>> finding("foramen", "narrowing"), finding("root", "bulge"), finding("recess", "narrowing")
    ('ForaminalStenosis', None, '')
    """
    if site == "disc" and change == "herniation" and _ZONES.keys() & set(beside):
        return ""  # the zone says more
    if change == "bulge" and site != "disc" and "disc" in beside:
        return ""
    if site == "central" and change == "narrowing" and "canal" in beside:
        return ""
    return _FINDINGS.get((site, change))
