import { TuneError } from "../error.ts";
import type { Direction } from "../trial/record.ts";
import type { StudyOptions } from "./study.ts";

/** One for each objective. */
export const directionsOf = ({ direction, directions }: StudyOptions): readonly Direction[] => {
  if (direction !== undefined && directions !== undefined)
    throw new TuneError("two-directions", "A study takes `direction` or `directions`: got both.");
  const all = directions ?? [direction ?? "minimize"];
  if (!Array.isArray(all) || all.length === 0 || all.some((each) => each !== "minimize" && each !== "maximize"))
    throw new TuneError(
      "bad-direction",
      `A direction is "minimize" or "maximize": got ${JSON.stringify(directions ?? direction)}.`,
    );
  return all;
};
