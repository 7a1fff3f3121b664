import type { Direction, Json } from "./record.ts";

/** The attribute of a study that keeps the names of its objectives, in the order of its directions. */
const objectivesAttribute = "kaviar:objectives";

/** What is aimed at: a direction an objective, and, where they have any, a name an objective. */
export interface Aims {
  readonly directions: readonly Direction[];
  readonly objectives?: readonly string[] | undefined;
}

/** What an objective comes to: a number, or one for each direction in their order, or by the names of the objectives. */
export type Returned = number | readonly number[] | Readonly<Record<string, number>>;

/** The names of a study's objectives, as they are kept with it; undefined where they have none. */
export const objectivesOf = ({
  attributes,
}: {
  readonly attributes: Readonly<Record<string, Json>>;
}): readonly string[] | undefined => attributes[objectivesAttribute] as readonly string[] | undefined;

/** The attributes that keep the names with their study. */
export const attributesOfObjectives = (objectives: readonly string[] | undefined): Readonly<Record<string, Json>> =>
  objectives === undefined ? {} : { [objectivesAttribute]: objectives };

/** Values given by name, in the order of the objectives; all else, also what misses or misspells one, as it is. */
export const inOrder = (returned: unknown, { objectives }: Aims): unknown => {
  if (typeof returned === "number") return [returned];
  if (objectives === undefined || typeof returned !== "object" || returned === null || Array.isArray(returned))
    return returned;
  const values = returned as Readonly<Record<string, unknown>>;
  const isExact =
    Object.keys(values).length === objectives.length && objectives.every((name) => Object.hasOwn(values, name));
  return isExact ? objectives.map((name) => values[name]) : returned;
};

/** "a number", "2 numbers", "numbers by name, { loss, size }": what there is to be returned and reported. */
export const wordsForValues = ({ directions, objectives }: Aims): string => {
  if (objectives !== undefined) return `numbers by name, { ${objectives.join(", ")} }`;
  return directions.length === 1 ? "a number" : `${directions.length} numbers`;
};

/**
 * What a study aims at, in words: "minimize", or with names "minimize loss, maximize accuracy".
 *
 * ```ts
 * wordsForAims(study);
 * ```
 */
export const wordsForAims = ({ directions, objectives }: Aims): string =>
  directions.map((direction, i) => (objectives === undefined ? direction : `${direction} ${objectives[i]}`)).join(", ");

/** The values of a trial by the names of the objectives; undefined where they have none, or it has no values. */
export const valuesByName = (
  values: readonly number[] | undefined,
  objectives: readonly string[] | undefined,
): Readonly<Record<string, number>> | undefined =>
  values === undefined || objectives === undefined
    ? undefined
    : Object.fromEntries(objectives.map((name, i) => [name, values[i]!]));
