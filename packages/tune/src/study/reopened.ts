import { placeNamed } from "../artifacts/shared-place.ts";
import { TuneError } from "../error.ts";
import type { StudyRecord } from "../storage/storage.ts";
import { artifactsAttribute } from "../trial/attributes.ts";
import { type Aims, objectivesOf, wordsForAims } from "../trial/objectives.ts";
import type { StudyOptions } from "./study.ts";

/** A study that is gone on with keeps what was fixed when it was made. */
export const checkReopened = (study: StudyRecord, options: StudyOptions, aims: Aims): void => {
  const { name } = study;
  if ((options.direction || options.directions) && study.directions.join() !== aims.directions.join())
    throw new TuneError(
      "other-directions",
      `The study "${name}" exists and has the directions ${study.directions.join(", ")}: got ${aims.directions.join(", ")}.`,
      { remedy: "Give it another name, or the same directions." },
    );
  const artifacts = study.attributes[artifactsAttribute];
  if (options.artifacts !== undefined && placeNamed(options.artifacts) !== artifacts)
    throw new TuneError(
      "other-artifacts",
      `The study "${name}" exists and has its artifacts in ${artifacts ?? "its folder beside the storage"}: got ${placeNamed(options.artifacts)}.`,
      { remedy: "Leave `artifacts` (--artifacts, KAVIAR_ARTIFACTS) out to go on with it, or give another name." },
    );
  const objectives = objectivesOf(study);
  if (aims.objectives && objectives && JSON.stringify(objectives) !== JSON.stringify(aims.objectives))
    throw new TuneError(
      "other-objectives",
      `The study "${name}" exists and aims to ${wordsForAims({ ...study, objectives })}: got ${wordsForAims(aims)}.`,
      { remedy: "Give it another name, or the same objectives in the same order." },
    );
  if (options.seed !== undefined && study.seed !== options.seed)
    throw new TuneError(
      "other-seed",
      `The study "${name}" exists and all it draws follows from its seed, ${study.seed}: got ${options.seed}.`,
      { remedy: "Leave the seed out to go on with it, or give another name." },
    );
};
