import type { TrialRecord } from "@kaviar/tune";
import type { Computer } from "../computing/computer.ts";
import type { Answer } from "../computing/jobs.ts";
import { computedOnce } from "./computed-once.ts";
import type { Mirror } from "./mirror.ts";

/** Which parameters mattered for one objective, by two methods. */
export interface ImportanceFacts extends Answer<"importance"> {
  /** How many complete trials there are, and how many of them it was computed from. */
  readonly complete: number;
  readonly used: number;
}

/** More take longer and say the same: half a second for so many. */
const most = 2_000;

/** Undefined where there is no such objective. */
export const importanceIn = (
  mirror: Mirror,
  objective: number,
  computer: Computer,
): Promise<ImportanceFacts> | undefined =>
  objective < mirror.record.directions.length ? importance(mirror, objective, computer) : undefined;

const importance = computedOnce(
  async ({ record: { directions }, trials }: Mirror, objective, computer: Computer): Promise<ImportanceFacts> => {
    const complete = trials.filter((trial) => trial?.state === "complete") as readonly TrialRecord[];
    const every = Math.max(complete.length / most, 1);
    // What users keep with a trial may be large, and says nothing of its parameters.
    const used = Array.from({ length: Math.min(complete.length, most) }, (_, at) => ({
      ...complete[Math.floor(at * every)]!,
      attributes: {},
    }));
    const shares = await computer.compute("importance", { directions, trials: used, objective });
    return { complete: complete.length, used: used.length, ...shares };
  },
);
