"""Hold the small words of reports: sides, severity, denial, doubt, and what joins and parts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .model import Certainty

__all__ = ["Cue", "entries"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that deny or doubt.

    Attributes:
        way: whether they speak of what follows, of what came before, of both; `either` follows,
            unless nothing does.
        far: whether they reach through a list joined by commas and 'and'.
    """

    certainty: Certainty
    way: Literal["on", "back", "both", "either"]
    far: bool = True


_SIDES: Final[Mapping[str, str]] = {
    "left": "left; left sided; left side; on the left; on left; to the left; on the left side; lt; "
    "L; ( L ); lt .; leftward; left lateral; left ward",
    "right": "right; right sided; right side; on the right; on right; to the right; "
    "on the right side; rt; R; ( R ); rt .; rightward; right lateral",
    "both": "bilateral; bilaterally; bilat; bilat .; b / l; bil; both sides; on both sides; "
    "left and right; right and left; L and R; R and L; left or right; right or left; "
    "either side; on either side; left & right; L / R; R / L; left / right; right / left; "
    "each side; on each side; L & R; B / L",
}
_SEVERITY: Final[Mapping[str, str]] = {
    "mild": "mild; mildly; minimal; minimally; slight; slightly; minor; trace; low grade; min; "
    "very mild; minimal to mild; mild degree",
    "moderate": "moderate; moderately; mod; mod .; intermediate; medium grade",
    "severe": "severe; severely; marked; markedly; advanced; high grade; critical; critically; "
    "profound; pronounced; sev; sev .; very severe; end stage; severe grade",
    "mild-moderate": "mild and moderate degree",
    "moderate-severe": "moderate to markedly severe",
    # It is less than what was said before, which says no degree.
    "lesser": "to a lesser degree; to a lesser extent; lesser degree; lesser; less severe; less",
}
_MILD: Final = ("mild", "mildly", "minimal", "slight")
_MODERATE: Final = ("moderate", "moderately", "mod")
_SEVERE: Final = ("severe", "severely", "sev", "marked", "advanced", "high grade")
_COMPARED: Final = (
    "greater", "worse", "more", "more severe", "more marked", "more pronounced", "larger",
    "more than", "more prominent", "more advanced", "slightly greater", "slightly worse",
)  # fmt: skip
_MOST: Final = ("worst", "most severe", "most pronounced", "most marked", "most prominent")
_DENIED: Final[Mapping[str, str]] = {
    "on": "no; without; w / o; no evidence of; no evidence for; no evidence to suggest; deny; "
    "denied; negative for; free of; absence of; lack of; lacking; neither; "
    "no sign of; no definite; no significant; no convincing; no obvious; no appreciable; "
    "fail to show; fail to demonstrate; failed to show; do not show; "
    "do not demonstrate; did not show; without evidence of; no suggestion of; no demonstrable; "
    "no longer show; no longer demonstrate; no finding of; cannot; resolution of; "
    "can not; cleared of; devoid of; no substantial; no discrete; no focal; no clear; "
    "no frank; no gross; no other; no visible; no measurable; no residual; rather than; "
    "instead of; no radiographic evidence of; no imaging evidence of; no ct evidence of; "
    "no mri evidence of; no mr evidence of; no acute evidence of; not associated with; no further",
    "either": "not; no longer; never; absent",
    "back": "not seen; not identified; not present; not demonstrated; not evident; "
    "not appreciated; not visualized; not noted; not detected; not observed; not found; "
    "ruled out; excluded; resolved; no longer seen; no longer present; no longer evident; "
    "no longer visible; no longer identified; no longer demonstrated; no longer appreciated; "
    "not visible; not apparent; not shown; none seen; not suspected; "
    "not encountered; negative",
}
_DOUBTED: Final[Mapping[tuple[str, bool], str]] = {
    ("on", True): "may; might; could; may be; may represent; may have; cannot exclude; "
    "can not exclude; cannot rule out; can not rule out; rule out; r / o; R / O; R / o; "
    "to exclude; to rule out; "
    "evaluate for; assess for; evaluation for; evaluation of possible; concern for; "
    "concerning for; suspicious for; suspicion of; suspicion for; worrisome for; suggestive of; "
    "suggest; suggesting; suggestion of; question of; raise the possibility of; "
    "possibility of; whether; ? ; not definitely; equivocal for; "
    "could represent; might represent; not exclude; do not exclude; raise concern for; "
    "raising the possibility of; raising concern for; likely represent; evaluated for; "
    "please exclude; assessment for; not definite; exclude",
    (
        "either",
        False,
    ): "difficult to exclude; possible; possibly; probable; probably; likely; suspected; suspect; "
    "questionable; presumed; presumably; potential; potentially; perhaps; equivocal; "
    "indeterminate; query; questioned; doubtful; uncertain; unlikely; very likely; most likely; "
    "conceivable; conceivably; unclear",
    ("back", True): "not well seen; poorly seen; not well visualized; poorly visualized; "
    "cannot be excluded; can not be excluded; cannot be ruled out; "
    "can not be ruled out; not excluded; not be excluded; not ruled out; not entirely excluded; "
    "cannot be entirely excluded; cannot be completely excluded; may be present; "
    "might be present; could be present; not entirely clear; is in question; not be ruled out; "
    "cannot be confidently excluded; cannot be fully excluded; not completely excluded; "
    "could not be confirmed; not confirmed; cannot be confirmed; not be confirmed; "
    "is not excluded; would be difficult to exclude; remain possible",
    ("both", False): "versus; vs; vs .",
}
# Denials that deny no finding.
_PLAIN: Final = (
    "not only; not changed; not significantly changed; not progressed; "
    "no more than; not more than; no greater than; no doubt; "
    "not improved; not worse; not worsened; "
    "not increased; no less than; not just; not merely; "
    "no different; not different; "
    "right handed; left handed; right hand dominant; left hand dominant; right away; "
    "more severe; most severe; more pronounced; most pronounced; worse; worst; more marked; "
    "most marked; without contrast; most notable; most notably; worse than; no known; "
    "not present on the previous study; not present on the prior study; not previously seen; "
    "not seen on the previous study; not seen on the prior study; not seen previously; "
    "without and with contrast; with and without contrast; no acute; not limited to"
)
# 'No interval increase in the bulge' denies no bulge.
_COURSES: Final = (
    "change", "increase", "decrease", "progression", "worsening", "improvement", "growth",
    "enlargement", "reduction", "alteration", "difference",
)  # fmt: skip
_COURSED: Final = (
    "", "interval", "significant", "significant interval", "new", "appreciable", "substantial",
    "further", "definite", "convincing", "evidence of", "evidence of interval", "other",
    "sign of", "evidence of significant", "detectable", "obvious", "measurable",
)  # fmt: skip
_JOINS: Final[Mapping[str, str]] = {
    "or": "or; nor; and / or; or even",
    "and": "and; &; +; plus; as well as; along with; together with; and also; /; but also",
    "comma": ", ; -",
    "colon": ":",
}
_LINKS: Final = (
    "with; causing; cause; caused by; resulting in; result in; resulted in; producing; produce; "
    "contributing to; contribute to; leading to; lead to; due to; secondary to; from; because of; "
    "related to; which; that; by; in association with; associated with; abutting; contacting; "
    "contact; extending; extend; superimposed on; in the setting of; creating; create; "
    "combine to; combining to; accompanied by; as a result of; secondary; giving; yielding; "
    "attributable to; on the basis of; explaining; explain; could explain; may explain; "
    "might explain; could account for; may account for; might account for; accounting for; "
    "account for; responsible for; resultant from; arising from; owing to; "
    "mass effect on; deforming; touching; "
    "where; when; abut; reaching; into; displacing; displace; indenting; indent"
)
_CONTRASTS: Final = (
    "but; however; although; though; while; whereas; yet; except; except for; other than; "
    "aside from; apart from; otherwise; despite; in spite of; excepting; with the exception of; "
    "even though; and there is; and there are; given"
)
_ELSEWHERE: Final = (
    "elsewhere; other level; remaining level; all other level; at other level; remainder; "
    "other lumbar level; other cervical level; other thoracic level; at any other level; "
    "at any level; any level; at the other level; at the remaining level; rest of; remaining; "
    "other foramen; all foramen; all the foramen; throughout"
)
_VERBS: Final = (
    "is; are; was; were; be; been; being; has; have; had; show; demonstrate; remain; appear; "
    "there; look; reveal; there is; there are; exhibit; seem; become; which is; which are; "
    "that is; that are; which appear; which show; which remain; which demonstrate"
)
_FILLERS: Final = (
    "the; a; an; of; at; in; on; to; level; its; his; her; their; also; again; now; seen; noted; "
    "identified; present; demonstrated; evident; significantly; significant; focal; focally; "
    "diffuse; diffusely; broad based; broad; small; large; tiny; moderate sized; posterior; "
    "anterior; circumferential; asymmetric; asymmetrically; asymmetrical; eccentric; annular; "
    "multilevel; multi level; bony; osseous; associated; resultant; resulting; exiting; "
    "traversing; descending; transiting; crossing; imaged; adjacent; adequately; widely; well; "
    "fully; completely; relatively; largely; "
    "grossly; overall; stable; unchanged; persistent; residual; worsening; progressive; interval; "
    "chronic; acute; upon; onto; side; sided; joint; material; complex; formation; change; zone; "
    "region; area; aspect; component; more; some; any; further; appreciable; visible; "
    "respectively; approximately; mm; cm; both; all; these; those; this; involving; involve; "
    "affecting; affect; concentric; generalized; partial; partially; only; somewhat; "
    "degree of; grade; sized; size; early; known; prior; previously; similar; symmetric; "
    "symmetrical; symmetrically; again seen; dorsal; ventral; relative; new; recurrent; existing; "
    "underlying; marginal; contour; still; very; most; predominantly; primarily; mainly; "
    "inferior; superior; lateral; medial; entry; exit; definite; frank; obvious; subtle; "
    "shallow; superimposed; underneath; ( ; ) ; \" ; ' ; . ; * ; [ ; ] ; component of; "
    "finding of; evidence of; evidence for; consistent with; compatible with; in keeping with; "
    "representing; represent; spinal; spine; lumbar; cervical; thoracic; through; ipsilateral; "
    "during; continued; continue; observed; found; appreciated; visualized; detected; "
    "suggestion; presence of; reported; described; for; as; position; same; both of; "
    "each; single; multiple; several; one; two; three; four; five; intervertebral; corresponding; "
    "at the level of; moderate size; otherwise unremarkable study"
)


def entries() -> Iterator[tuple[str, str, object]]:
    """Give each phrase with its kind and what it says."""
    yield from _all("side", _SIDES)
    yield from _compared()
    yield from _between("mild-moderate", _MILD, _MODERATE)
    yield from _between("moderate-severe", _MODERATE, _SEVERE)
    yield from _all("severity", _SEVERITY)
    for way, phrases in _DENIED.items():
        for phrase in _split(phrases):
            yield phrase, "cue", Cue("absent", way)  # type: ignore[arg-type]
    for (way, far), phrases in _DOUBTED.items():
        for phrase in _split(phrases):
            yield phrase, "cue", Cue("uncertain", way, far)  # type: ignore[arg-type]
    yield "non", "cue", Cue("absent", "on", far=False)
    yield "none", "cue", Cue("absent", "either", far=False)
    yield from _all("join", _JOINS)
    for kind, phrases in (
        ("link", _LINKS), ("contrast", _CONTRASTS), ("contrast", ";"), ("elsewhere", _ELSEWHERE),
        ("verb", _VERBS), ("filler", _PLAIN), ("filler", _FILLERS),
    ):  # fmt: skip
        for phrase in _split(phrases) or [phrases]:
            yield phrase, kind, phrase
    for word, how, course, at in product(("no", "without"), _COURSED, _COURSES, ("", "in", "of")):
        yield " ".join(filter(None, (word, how, course, at))), "filler", "unchanged"


def _between(
    grade: str, lower: Iterable[str], upper: Iterable[str]
) -> Iterator[tuple[str, str, object]]:
    """Give 'mild to moderate' and the like."""
    for low, join, high in product(lower, ("", "to", "/", "or", "-"), upper):
        yield " ".join(filter(None, (low, join, high))), "severity", grade


def _compared() -> Iterator[tuple[str, str, object]]:
    """Give 'left greater than right' and the like: both sides are concerned."""
    for side, other in (("left", "right"), ("right", "left"), ("L", "R"), ("R", "L")):
        for word in _COMPARED:
            yield f"{side} {word.removesuffix(' than')} than {other}", "side", "both"
        for sign in (">", "> >", "<", "=", "> / =", "> or ="):
            yield f"{side} {sign} {other}", "side", "both"
    for low, other in (("l", "r"), ("r", "l"), ("lt", "rt"), ("rt", "lt")):
        yield f"{low} > {other}", "side", "both"
    for word, side in product((*_COMPARED, *_MOST), ("left", "right")):
        for place in ("on the", "on", "to the"):
            yield f"{word} {place} {side}", "side", "both"
        yield f"{side} {word}", "side", "both"
    for side in ("left", "right"):
        yield f"{side} {side}", "side", side


def _all(kind: str, table: Mapping[str, str]) -> Iterator[tuple[str, str, object]]:
    for value, phrases in table.items():
        for phrase in _split(phrases):
            yield phrase, kind, value


def _split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split("; ") if phrase.strip(" ;")]
