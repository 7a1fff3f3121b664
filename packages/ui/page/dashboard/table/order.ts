import type { Choice } from "../../../src/columns/trial-columns.ts";
import type { TrialTable } from "./trial-table.ts";

/** The order of two trials by their numbers: below 0 where the first comes first. */
export type Compare = (a: number, b: number) => number;

/** How trials are sorted by a column, named as in the address: `number`, `state`, `took`, `value:0`, `param:rate`. */
export const comparing = (table: TrialTable, sort: string, up: boolean): Compare => {
  const sign = up ? 1 : -1;
  const by = keysOf(table, sort);
  if (by === undefined) return (a, b) => sign * (a - b);
  return (a, b) => {
    const [x, y] = [by(a), by(b)];
    // What a trial has not comes last either way.
    const [noX, noY] = [Number.isNaN(x), Number.isNaN(y)];
    if (noX || noY) return Number(noX) - Number(noY) || a - b;
    return sign * (x - y) || a - b;
  };
};

const keysOf = (table: TrialTable, sort: string): ((number: number) => number) | undefined => {
  if (sort === "state") return (number) => table.standing[number]!;
  if (sort === "took") return (number) => table.finishedAt[number]! - table.startedAt[number]!;
  if (sort.startsWith("value:")) {
    const values = table.values[Number(sort.slice("value:".length))];
    return values && ((number) => values[number]!);
  }
  const param = sort === "sampler" ? table.sampler : table.params.find(({ name }) => sort === `param:${name}`);
  if (param === undefined) return undefined;
  if (param.choices === undefined) return (number) => param.numbers[number]!;
  const places = placesInOrder(param.choices);
  return (number) => places[param.numbers[number]!] ?? Number.NaN;
};

/** Numbers by size, before all others by their text: those that were there before keep their order when more come. */
const placesInOrder = (choices: readonly Choice[]): readonly number[] => {
  const byOrder = choices.map((_, at) => at).sort((a, b) => compareChoices(choices[a]!, choices[b]!));
  const places: number[] = [];
  for (const [place, at] of byOrder.entries()) places[at] = place;
  return places;
};

const compareChoices = (a: Choice, b: Choice): number => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return Number(typeof b === "number") - Number(typeof a === "number") || String(a).localeCompare(String(b));
};

/** All trials that are known, in order. */
export const sorted = ({ rows, standing }: TrialTable, compare: Compare): Uint32Array => {
  const numbers = new Uint32Array(rows);
  let known = 0;
  for (let number = 0; number < rows; number++) if (!Number.isNaN(standing[number]!)) numbers[known++] = number;
  return numbers.subarray(0, known).sort(compare);
};

/** The order after some trials have changed or come: the others are in order already, and are not sorted again. */
export const reordered = (
  { standing }: TrialTable,
  before: Uint32Array,
  changed: readonly number[],
  compare: Compare,
): Uint32Array => {
  const moved = [...new Set(changed)];
  // A filter may not let pass any longer what it did before.
  const fresh = moved.filter((number) => !Number.isNaN(standing[number]!)).sort(compare);
  // A flag a trial: of a hundred thousand, looking each up in a set takes longer than all the rest.
  const isMoved = new Uint8Array(1 + moved.reduce((most, number) => Math.max(most, number), -1));
  for (const number of moved) isMoved[number] = 1;
  const after = new Uint32Array(before.length + fresh.length);
  let [at, f] = [0, 0];
  for (const number of before) {
    if (isMoved[number] === 1) continue;
    while (f < fresh.length && compare(fresh[f]!, number) <= 0) after[at++] = fresh[f++]!;
    after[at++] = number;
  }
  while (f < fresh.length) after[at++] = fresh[f++]!;
  return after.subarray(0, at);
};
