import type { Pipeline } from "./pipeline.ts";

/** What an operator of the search does, in front of the pipelines that it was done to. */
const done: ReadonlyMap<string, string> = new Map([
  ["insert", "a part put into"],
  ["replace", "a part replaced in"],
  ["shrink", "a part taken out of"],
  ["cross", "crossed from"],
  ["near", "a number moved a little in"],
  ["far", "a number moved far in"],
  ["tune", "numbers tuned of"],
  ["bag", "a bag of"],
  ["stack", "a stack of"],
]);

/** What a pipeline without parents comes from. */
const beginnings: ReadonlyMap<string, string> = new Map([
  ["portfolio", "portfolio: known to do well on tables"],
  ["warm start", "warm start: did well in another search"],
  ["drawn", "drawn by chance"],
  ["enqueued", "enqueued by hand"],
]);

/** How a pipeline came about: what was done, and to which others, by their numbers. */
export const originOf = ({
  operator,
  parents,
}: Pick<Pipeline, "operator" | "parents">): { readonly says: string; readonly of: readonly number[] } => {
  if (operator === undefined) return { says: "not kept", of: [] };
  if (parents.length === 0) return { says: beginnings.get(operator) ?? operator, of: [] };
  return { says: done.get(operator) ?? `${operator} of`, of: parents };
};

/** The same as a text: `crossed from 4 and 11`. */
export const originText = (pipeline: Pick<Pipeline, "operator" | "parents">): string => {
  const { says, of } = originOf(pipeline);
  return of.length === 0
    ? says
    : `${says} ${of.length === 1 ? of[0] : `${of.slice(0, -1).join(", ")} and ${of.at(-1)}`}`;
};
