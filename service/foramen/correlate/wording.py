"""Words by which people name what the sheet offers, beside the names that the terms have.

The muscles and points are those of the worksheet of the International Standards for Neurological
Classification of Spinal Cord Injury; the tapped tendons go by the names of examiners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ABSENT", "BARE_REFLEXES", "NAMES", "OF_REFLEXES", "PRESENT", "SIDES", "UNTESTED",
]  # fmt: skip

NAMES: Final[Mapping[str, str]] = {
    "KeyMuscle_ElbowFlexors": "elbow flexors; elbow flexion; biceps brachii; biceps; brachialis",
    "KeyMuscle_WristExtensors": "wrist extensors; wrist extension; extensor carpi radialis",
    "KeyMuscle_ElbowExtensors": "elbow extensors; elbow extension; triceps",
    "KeyMuscle_FingerFlexors": "finger flexors; finger flexion; flexor digitorum profundus; FDP",
    "KeyMuscle_LittleFingerAbductors": "little finger abductors; little finger abduction; "
    "small finger abductors; "
    "small finger abduction; abductor digiti minimi; finger abductors; finger abduction",
    "KeyMuscle_HipFlexors": "hip flexors; hip flexion; iliopsoas",
    "KeyMuscle_KneeExtensors": "knee extensors; knee extension; quadriceps",
    "KeyMuscle_AnkleDorsiflexors": "ankle dorsiflexors; ankle dorsiflexion; foot dorsiflexion; "
    "dorsiflexion; dorsiflexors; tibialis anterior",
    "KeyMuscle_LongToeExtensors": "long toe extensors; long toe extension; toe extensors; "
    "toe extension; great toe extension; big toe extension; extensor hallucis longus; EHL",
    "KeyMuscle_AnklePlantarFlexors": "ankle plantar flexors; ankle plantarflexors; "
    "ankle plantar flexion; ankle plantarflexion; plantar flexors; plantarflexors; "
    "plantar flexion; plantarflexion; gastrocnemius; soleus",
    "Reflex_Biceps": "biceps reflex; biceps jerk",
    "Reflex_Brachioradialis": "brachioradialis reflex; brachioradialis jerk; supinator reflex; "
    "supinator jerk",
    "Reflex_Triceps": "triceps reflex; triceps jerk",
    "Reflex_Patellar": "patellar reflex; patellar jerk; patella reflex; knee reflex; knee jerk",
    "Reflex_MedialHamstring": "medial hamstring reflex; medial hamstring jerk; hamstring reflex",
    "Reflex_Achilles": "Achilles reflex; Achilles tendon reflex; ankle reflex; ankle jerk",
    "KeyPoint_C3": "supraclavicular fossa",
    "KeyPoint_C4": "acromioclavicular joint",
    "KeyPoint_C5": "lateral side of the antecubital fossa; lateral antecubital fossa; "
    "radial side of the antecubital fossa",
    "KeyPoint_C6": "thumb",
    "KeyPoint_C7": "middle finger; long finger",
    "KeyPoint_C8": "little finger; small finger; fifth finger",
    "KeyPoint_T1": "medial side of the antecubital fossa; medial antecubital fossa; "
    "ulnar side of the antecubital fossa",
    "KeyPoint_T2": "axilla; armpit",
    "KeyPoint_T4": "nipple line; fourth intercostal space",
    "KeyPoint_T6": "xiphisternum; sixth intercostal space",
    "KeyPoint_T10": "umbilicus; navel; tenth intercostal space",
    "KeyPoint_T12": "inguinal ligament",
    "KeyPoint_L1": "upper anterior thigh",
    "KeyPoint_L2": "anterior medial thigh; anteromedial thigh",
    "KeyPoint_L3": "medial femoral condyle",
    "KeyPoint_L4": "medial malleolus; inner ankle",
    "KeyPoint_L5": "dorsum of the foot; top of the foot; dorsum of foot; "
    "third metatarsophalangeal joint",
    "KeyPoint_S1": "lateral heel; outer heel; heel",
    "KeyPoint_S2": "popliteal fossa; back of the knee",
    "KeyPoint_S3": "ischial tuberosity; infragluteal fold",
    "KeyPoint_S4-S5": "perianal area; perianal",
    "DynamicBehaviour": "dynamic behaviour; positional; changes with posture; "
    "change with posture; changes with activity; change with activity; depends on posture",
    "StaticBehaviour": "static behaviour; constant; stays the same; all the time",
    "SpinalExtension": "spinal extension; bending backward; bending backwards; "
    "leaning backward; leaning backwards; leaning back; arching back",
    "SpinalFlexion": "spinal flexion; bending forward; bending forwards; leaning forward; "
    "leaning forwards",
    "AcuteOnset": "acute onset; acute; sudden onset; sudden; suddenly",
    "GradualOnset": "gradual onset; gradual; gradually; insidious; little by little",
    "SymptomsAfterSpineSurgery": "after spine surgery; after back surgery; after neck surgery",
}
# `biceps` is a muscle, but not in `biceps and triceps reflexes`.
BARE_REFLEXES: Final[Mapping[str, str]] = {
    "biceps": "Reflex_Biceps",
    "triceps": "Reflex_Triceps",
    "brachioradialis": "Reflex_Brachioradialis",
    "knee": "Reflex_Patellar",
    "patellar": "Reflex_Patellar",
    "ankle": "Reflex_Achilles",
    "achilles": "Reflex_Achilles",
}
PRESENT: Final = (
    "weak; weakness; weaker; paresis; paretic; paralysed; paralyzed; numb; numbness; tingling; "
    "paraesthesia; paresthesia; pain; painful; hurts; burning; reduced; decreased; diminished; "
    "lost; loss; sluggish; depressed; impaired; altered; changed; abnormal; hyporeflexia; "
    "4/5; 3/5; 2/5; 1/5; 0/5; 4+/5; 4-/5; 3+/5; 3-/5; 2+/5; 2-/5"
)
ABSENT: Final = (
    "normal; intact; preserved; unremarkable; strong; full strength; full; symmetrical; symmetric; "
    "unaffected; spared; 5/5; within normal limits; present and equal; unchanged; without change"
)
# Of a reflex alone: the sheet holds those that are lower or lost, never those that are raised.
OF_REFLEXES: Final[Mapping[str, str]] = {
    "raised": "brisk; increased; exaggerated; hyperactive; raised; heightened; hyperreflexia; "
    "hyperreflexic; clonus; 3+; 4+",
    "absent": "2+",
    "present": "1+",
}
UNTESTED: Final = "not tested; untested; not examined; not assessed; not done; could not be tested"
SIDES: Final[Mapping[str, str]] = {
    "left": "left; left-sided; lt",
    "right": "right; right-sided; rt",
    "both": "both; bilateral; bilaterally; both sides",
}
