import { TuneError } from "../error.ts";
import type { StudyRecord } from "../storage/storage.ts";
import type { Direction } from "../trial/record.ts";
import type { StudyOptions } from "./study.ts";

/** A study that is gone on with keeps what was fixed when it was made. */
export const checkReopened = (study: StudyRecord, options: StudyOptions, directions: readonly Direction[]): void => {
  const { name } = study;
  if ((options.direction || options.directions) && study.directions.join() !== directions.join())
    throw new TuneError(
      "other-directions",
      `The study "${name}" exists and has the directions ${study.directions.join(", ")}: got ${directions.join(", ")}.`,
      { remedy: "Give it another name, or the same directions." },
    );
  if (options.seed !== undefined && study.seed !== options.seed)
    throw new TuneError(
      "other-seed",
      `The study "${name}" exists and all it draws follows from its seed, ${study.seed}: got ${options.seed}.`,
      { remedy: "Leave the seed out to go on with it, or give another name." },
    );
};
