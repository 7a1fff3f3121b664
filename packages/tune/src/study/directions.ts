import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { Aims } from "../trial/objectives.ts";
import type { Direction } from "../trial/record.ts";
import type { StudyOptions } from "./study.ts";

/** Of several objectives: in their order, or by their names, `{ loss: "minimize", size: "minimize" }`. */
export type Directions = readonly Direction[] | Readonly<Record<string, Direction>>;

/** What a trial is told beside its values: no objective is called that. */
const taken: readonly string[] = ["failed", "pruned"];

const isDirection = (each: unknown): each is Direction => each === "minimize" || each === "maximize";

/** The directions, one for each objective, and the objectives' names. */
export const directionsOf = ({ direction, directions }: StudyOptions<Directions>): Aims => {
  if (direction !== undefined && directions !== undefined)
    throw new TuneError("two-directions", "A study takes `direction` or `directions`: got both.");
  const given: unknown = directions ?? [direction ?? "minimize"];
  const all = typeof given === "object" && given !== null ? Object.values(given) : [];
  if (all.length === 0 || !all.every(isDirection))
    throw new TuneError(
      "bad-direction",
      `A direction is "minimize" or "maximize": got ${shown(directions ?? direction)}.`,
      { remedy: 'Several are a list, or stand under the names of their objectives: { loss: "minimize" }.' },
    );
  if (Array.isArray(given)) return { directions: all };
  const objectives = Object.keys(given as object);
  const odd = objectives.find((name) => name.trim() === "" || taken.includes(name) || name === "__proto__");
  if (odd !== undefined)
    throw new TuneError(
      "bad-name",
      `An objective has a name other than ${taken.map((name) => `"${name}"`).join(" and ")}, which say how a trial ended: got ${shown(odd)}.`,
    );
  return { directions: all, objectives };
};
