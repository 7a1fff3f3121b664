import { isFeasible, type TrialRecord } from "@kaviar/tune";
import type { Computer } from "../computing/computer.ts";
import type { HypervolumeFacts } from "../computing/hypervolume.ts";
import { computedOnce } from "./computed-once.ts";
import type { Mirror } from "./mirror.ts";

/** Of several objectives; undefined where there is one. */
export const hypervolumeIn = (mirror: Mirror, computer: Computer): Promise<HypervolumeFacts> | undefined =>
  mirror.record.directions.length > 1 ? volumes(mirror, 0, computer) : undefined;

const volumes = computedOnce(({ record: { directions }, trials }: Mirror, _, computer: Computer) => {
  // As plain numbers: to hand on a hundred thousand records takes three times as long.
  const [numbers, values]: [number[], number[]] = [[], []];
  for (const trial of trials as readonly (TrialRecord | undefined)[]) {
    if (trial === undefined || !isFeasible(trial) || !trial.values!.every(Number.isFinite)) continue;
    numbers.push(trial.number);
    values.push(...trial.values!);
  }
  return computer.compute("hypervolume", {
    directions,
    trials: Float64Array.from(numbers),
    values: Float64Array.from(values),
  });
});
