import { TuneError } from "../error.ts";
import { contains, isActive } from "../space/flat-space.ts";
import type { Space } from "../space/parameter.ts";
import type { AddedTrial } from "../storage/storage.ts";
import { checkAttribute, stackAttribute } from "../trial/attributes.ts";
import { type Aims, inOrder } from "../trial/objectives.ts";
import type { Json, Report } from "../trial/record.ts";
import { asJson } from "./as-json.ts";
import { constraintValue, reportedValues, wrongValues } from "./check-told.ts";
import type { Declared } from "./declaring.ts";
import { outcomeOf, type Told } from "./told.ts";

/** What there is to say of a trial that ran elsewhere, beside its point and what it came to. */
export interface AddOptions {
  /** The space that it is a point of; that of the study when left out. */
  readonly space?: Space;
  readonly reports?: readonly Report[];
  readonly attributes?: Readonly<Record<string, Json>>;
  readonly constraints?: Readonly<Record<string, number>>;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
}

/** A trial that ran elsewhere as it is kept: a point of the space, and what an objective may come to. */
export const addedTrial = (
  { space, compiled }: Declared,
  aims: Aims,
  params: unknown,
  told: Told,
  { reports = [], attributes = {}, constraints = {}, startedAt, finishedAt }: Omit<AddOptions, "space">,
): AddedTrial => {
  const point = compiled.encode(params);
  const missing = compiled.dimensions.filter((dimension) => isActive(dimension, point) && !(dimension.name in point));
  if (missing.length > 0)
    throw new TuneError(
      "incomplete-point",
      `A trial that ran has a value for every parameter that took part: got none for ${missing.map(({ name }) => `\`${name}\``).join(", ")}.`,
      { remedy: "`enqueue` a point to have the sampler fill it in, and run it." },
    );
  if (!contains(compiled.dimensions, point) || !compiled.allows(point))
    throw new TuneError(
      "outside-domain",
      `A trial of a space keeps the constraints between its parameters: got ${JSON.stringify(params)}.`,
    );
  const reported = reports.map(({ values, step }) => ({ step, values: reportedValues(values, step, aims) }));
  const outcome = outcomeOf(told, aims);
  for (const name of Object.keys(attributes)) checkAttribute(name);
  return {
    trial: {
      ...endOf(outcome, aims, reported),
      params: point,
      dimensions: compiled.dimensions,
      space,
      attributes: { ...(asJson("An attribute", attributes) as object), ...stackOf(outcome) },
      constraints: Object.fromEntries(
        Object.entries(constraints).map(([name, value]) => [name, constraintValue(name, value)]),
      ),
      origin: "added",
      sampler: "added",
      attempt: 1,
      ...(startedAt !== undefined && { startedAt: startedAt.getTime() }),
      ...(finishedAt !== undefined && { finishedAt: finishedAt.getTime() }),
    },
    reports: reported,
  };
};

type End = Pick<AddedTrial["trial"], "state" | "values" | "error">;

type Ended = ReturnType<typeof outcomeOf>;

const endOf = (outcome: Ended, aims: Aims, reports: readonly Report[]): End => {
  if (outcome.kind === "failed") return { state: "failed", error: outcome.error };
  const state = outcome.pruned ? "pruned" : "complete";
  const given = inOrder(outcome.values, aims);
  if (outcome.pruned && given === undefined) {
    const last = reports.at(-1)?.values;
    return { state, ...(last && { values: last }) };
  }
  const wrong = wrongValues(given, aims);
  if (wrong !== undefined)
    throw new TuneError("bad-told", wrong, { remedy: "One that came to nothing is told as `{ failed: why }`." });
  return { state, values: given as readonly number[] };
};

const stackOf = (outcome: Ended): Readonly<Record<string, Json>> =>
  outcome.kind === "failed" && outcome.stack !== undefined ? { [stackAttribute]: outcome.stack } : {};
