"""Say facts in sentences of flash cards, by relation, and ask for them in questions.

`{s}` stands for what a fact is about and `{o}` for what it leads to, each with its article. Of
`[firm|hedged]` the second is said where a source says it with less than certainty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["QUESTIONS", "SENTENCES", "said"]

_EITHER: Final = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")

QUESTIONS: Final[Mapping[str, str]] = {
    "affectsRoot": "Which nerve root does {s} affect?",
    "aimsAt": "What does {s} aim at?",
    "allergyTo": "What is a person with {s} allergic to?",
    "appliesAfter": "After what [does|may] {s} apply?",
    "appliesToRegion": "For which region of the spine is {s} made?",
    "boundedInferiorlyBy": "What bounds {s} below?",
    "boundedSuperiorlyBy": "What bounds {s} above?",
    "carries": "What [comes|may come] with {s}?",
    "connects": "What does {s} connect?",
    "consideredFor": "For what is {s} considered?",
    "continuesBeyond": "What does {s} continue beyond?",
    "contributesTo": "What does {s} contribute to?",
    "dependsOn": "What [does|may] {s} depend on?",
    "distinctFrom": "What [is {s}|may {s} be] distinct from?",
    "doesNotReplace": "What does {s} not replace?",
    "encroachesOn": "What does {s} encroach on?",
    "enlarges": "What does {s} enlarge?",
    "evaluates": "What [does|may] {s} assess?",
    "exitsThrough": "Through what does {s} leave?",
    "feltAlong": "Along what is {s} felt?",
    "formsRimOf": "Of what does {s} form the rim?",
    "grades": "What does {s} grade?",
    "guides": "What does {s} guide?",
    "hasAccess": "How does {s} reach its target?",
    "hasContributor": "What contributes to {s}?",
    "hasExitingRoot": "Which nerve root leaves at {s}?",
    "hasIntent": "With which intent is {s} done?",
    "hasPart": "What is a part of {s}?",
    "isAlternativeTo": "What is {s} an alternative to?",
    "isBottleneckFor": "For what is {s} a bottleneck?",
    "isReasonToEvaluate": "What is {s} a reason to evaluate?",
    "mayActBy": "By which mechanism may {s} act?",
    "mayActDespite": "Despite what may {s} act?",
    "mayAlterSpaceInMovementOf": "In what may {s} alter the space during movement?",
    "mayBeAddedTo": "What may {s} be added to?",
    "mayBeConfusedWith": "What may {s} be confused with?",
    "mayBeFoundAs": "As what may {s} be found?",
    "mayBeInsufficientFor": "For what may {s} not be enough?",
    "mayBeUsedWhen": "In which situation may {s} be used?",
    "mayCause": "What may {s} cause?",
    "mayCompromise": "What may {s} compromise?",
    "mayHaveContributor": "What may contribute to {s}?",
    "mayHaveIntent": "With which intent may {s} be done?",
    "mayHaveOnset": "Which onset may {s} have?",
    "mayHelp": "What may {s} help with?",
    "mayHelpConfirm": "What may {s} help to confirm?",
    "mayInclude": "What may {s} include?",
    "mayIncreaseSizeOf": "What may {s} make larger?",
    "mayInfluence": "What may {s} influence?",
    "mayLeadTo": "What may {s} lead to?",
    "mayMiss": "What may {s} miss?",
    "mayNarrow": "What may {s} narrow?",
    "mayNotChange": "What may {s} not change?",
    "mayNotRequire": "What may {s} not require?",
    "mayPrecede": "What may {s} come before?",
    "mayPrepare": "What may {s} prepare?",
    "mayReduceSizeOf": "What may {s} make smaller?",
    "mayShow": "What may {s} show?",
    "maySuggest": "What may {s} suggest?",
    "mayTarget": "What may {s} target?",
    "mayUseAgent": "Which agent may {s} use?",
    "modifies": "Which grading does {s} modify?",
    "moreInvasiveThan": "What is {s} more invasive than?",
    "narrows": "What does {s} narrow?",
    "obtainedBy": "By what is {s} obtained?",
    "partOf": "What is {s} a part of?",
    "precedes": "Which step comes directly after {s}?",
    "readOn": "On which kind of image is {s} read?",
    "reduces": "What does {s} reduce?",
    "reportedReaderAgreement": "How well [do|may] readers who use {s} agree?",
    "requires": "What does {s} require?",
    "reversibilityMayDependOn": "On what may it depend whether {s} can be reversed?",
    "targets": "What does {s} target?",
    "transmits": "What passes through {s}?",
    "transmitsRoot": "Which nerve root passes through {s}?",
    "typicallyActsBy": "By which mechanism does {s} typically act?",
    "typicallyConfirmedBy": "By what [is {s} typically|may {s} typically be] confirmed?",
    "typicallyEndsAt": "At about which level [does|may] {s} typically end?",
    "typicallySymptomaticOn": "On which side [does|may] {s} typically give symptoms?",
    "usedToDescribe": "What [is {s}|may {s} be] used to describe?",
    "usesAgent": "Which agent does {s} use?",
}
"""What asks for the one thing that a fact leads to; of any other relation, its own words do."""

SENTENCES: Final[Mapping[str, str]] = {
    "affectsRoot": "{s} affects {o}.",
    "appliesAfter": "{s} [applies|may apply] after {o}.",
    "allergyTo": "{s} is an allergy to {o}.",
    "boundedAnteriorlyBy": "{s} is bounded in front by {o}.",
    "boundedPosteriorlyBy": "{s} is bounded behind by {o}.",
    "carries": "{o} [comes|may come] with {s}.",
    "commonlyEvaluates": "{s} is commonly used to assess {o}.",
    "dependsOn": "{s} [depends|may depend] on {o}.",
    "distinctFrom": "{s} and {o} [are|may] not [|be ]the same thing.",
    "evaluates": "{s} [assesses|may assess] {o}.",
    "exitsThrough": "{s} leaves through {o}.",
    "formsNerve": "{s} forms {o}.",
    "hasAccess": "{s} reaches its target by {o}.",
    "hasContributor": "{o} contributes to {s}.",
    "hasExitingRoot": "At {s}, {o} leaves the spine.",
    "hasGrade": "{o} is a grade of {s}.",
    "hasIntent": "{s} has {o}.",
    "hasPart": "{o} is a part of {s}.",
    "hasStep": "{o} is a step of {s}.",
    "isAlternativeTo": "{s} is an alternative to {o}.",
    "isReasonToEvaluate": "{s} is a reason to evaluate {o}.",
    "lessOftenDiscussedThan": "{s} [is|may be] less often discussed than {o}.",
    "limitedBy": "{s} [is|may be] limited by {o}.",
    "mayBeUsedWhen": "{s} may be used in this situation: {o}.",
    "mayFollowCourse": "In its course, {s} may show {o}.",
    "mayHaveContributor": "{o} may contribute to {s}.",
    "mayHaveIntent": "{s} may have {o}.",
    "mayHelp": "{s} may help with {o}.",
    "mayHelpConfirm": "{s} may help to confirm {o}.",
    "mayShowBetter": "{s} may show {o} better.",
    "mayUseAgent": "{s} may use {o}.",
    "monitors": "In {s}, this [is|may be] watched: {o}.",
    "narrowingMayBeFeltIn": "Narrowed foramina of {s} may give symptoms in {o}.",
    "partOf": "{s} is a part of {o}.",
    "reportedReaderAgreement": "Readers who use {s} [reach|may reach] {o}.",
    "reversibilityMayDependOn": "Whether {s} can be reversed may depend on {o}.",
    "reviews": "In {s}, one looks at {o}.",
    "supports": "{s} [supports|may support] {o}.",
    "transmitsRoot": "{o} passes through {s}.",
    "typicallyHasContributor": "{o} [typically contributes|may typically contribute] to {s}.",
    "typicallyUsedWhen": "{s} [is typically|may typically be] used in this situation: {o}.",
    "typicallySymptomaticOn": "{s} [typically gives|may typically give] symptoms on {o}.",
    "usedToDescribe": "{s} [is|may be] used to describe {o}.",
    "usesAgent": "{s} uses {o}.",
    "usesPosture": "{s} uses {o}.",
    "attributionArguedAgainstBy": "{o} may speak against laying the symptoms to the foramen, "
    "and so against {s}.",
    "mayBeLessSuitableIn": "{s} may be less suitable where there is {o}.",
    "mayNeedAlternativeFor": "{s} may need an alternative where there is {o}.",
}
"""What tells a fact; any other is told by the words of its relation."""


def said(pattern: str, subject: str, other: str = "", *, hedged: bool) -> str:
    """Fill a pattern, and begin it with a capital letter.

    >>> said("{s} [depends|may depend] on {o}.", "healing", "rest", hedged=True)
    'Healing may depend on rest.'
    """
    text = _EITHER.sub(r"\2" if hedged else r"\1", pattern)
    text = text.replace("{s}", subject).replace("{o}", other)
    return f"{text[:1].upper()}{text[1:]}"
