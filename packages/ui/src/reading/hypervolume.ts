import { isFeasible, type TrialRecord } from "@kaviar/tune";
import type { Computer } from "../computing/computer.ts";
import type { HypervolumeFacts } from "../computing/hypervolume.ts";
import { computedOnce } from "./computed-once.ts";
import type { Mirror } from "./mirror.ts";

/** Of several objectives; undefined where there is one. */
export const hypervolumeIn = (mirror: Mirror, computer: Computer): Promise<HypervolumeFacts> | undefined =>
  mirror.record.directions.length > 1 ? volumes(mirror, 0, computer) : undefined;

const volumes = computedOnce(({ record: { directions }, trials }: Mirror, _, computer: Computer) =>
  computer.compute("hypervolume", {
    directions,
    trials: (trials as readonly (TrialRecord | undefined)[]).flatMap((trial) =>
      trial !== undefined && isFeasible(trial) && trial.values!.every(Number.isFinite)
        ? [{ trial: trial.number, values: trial.values! }]
        : [],
    ),
  }),
);
