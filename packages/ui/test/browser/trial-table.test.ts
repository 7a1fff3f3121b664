import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestSoFar } from "../../page/dashboard/table/best-so-far.ts";
import { comparing, reordered, sorted } from "../../page/dashboard/table/order.ts";
import { createTrialTable, valueAt } from "../../page/dashboard/table/trial-table.ts";
import type { Choice, TrialColumns } from "../../src/columns/index.ts";

interface Row {
  readonly number: number;
  readonly standing: number;
  readonly value: number;
  readonly param: Choice | undefined;
}

const nothing = (rows: number) => ({ numbers: new Float64Array(rows).fill(Number.NaN), choices: [] });

const columns = (rows: readonly Row[], asChoices: boolean): TrialColumns => {
  const choices = [...new Set(rows.flatMap(({ param }) => (param === undefined ? [] : [param])))];
  const isMixed = asChoices || choices.some((choice) => typeof choice !== "number");
  return {
    revision: 1,
    number: Float64Array.from(rows, ({ number }) => number),
    standing: Float64Array.from(rows, ({ standing }) => standing),
    startedAt: new Float64Array(rows.length).fill(Number.NaN),
    finishedAt: new Float64Array(rows.length).fill(Number.NaN),
    reports: new Float64Array(rows.length),
    values: [Float64Array.from(rows, ({ value }) => value)],
    sampler: nothing(rows.length),
    owner: nothing(rows.length),
    params: [
      {
        name: "p",
        numbers: Float64Array.from(rows, ({ param }) =>
          param === undefined ? Number.NaN : isMixed ? choices.indexOf(param) : (param as number),
        ),
        ...(isMixed && { choices }),
      },
    ],
  };
};

const anyRow: fc.Arbitrary<Row> = fc.record({
  number: fc.nat({ max: 60 }),
  standing: fc.nat({ max: 5 }),
  value: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Number.NaN, Infinity, -Infinity)),
  param: fc.option(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom("a", "b", true, null)), {
    nil: undefined,
  }),
});

/** Changes as they come: in one a trial is there once. */
const anyChanges = fc.array(fc.tuple(fc.uniqueArray(anyRow, { selector: ({ number }) => number }), fc.boolean()), {
  minLength: 1,
  maxLength: 5,
});

describe("the table of a study", () => {
  it("has of each trial what came last, whether the parameter was a number or a choice meanwhile", () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const table = createTrialTable(1);
        const last = new Map<number, Row>();
        for (const [rows, asChoices] of changes) {
          table.merge(columns(rows, asChoices));
          for (const row of rows) last.set(row.number, row);
        }
        expect([...sorted(table, (a, b) => a - b)]).toEqual([...last.keys()].sort((a, b) => a - b));
        for (const [number, { value, standing, param }] of last) {
          expect(table.values[0]![number]).toBe(value);
          expect(table.standing[number]).toBe(standing);
          expect(valueAt(table.params[0]!, number)).toBe(param);
        }
      }),
    );
  });

  it.each(["number", "state", "value:0", "param:p", "param:gone"])(
    "sorted by %s, is after changes in the order that sorting it anew gives",
    (sort) => {
      fc.assert(
        fc.property(anyChanges, fc.boolean(), (changes, up) => {
          const table = createTrialTable(1);
          let order: Uint32Array = new Uint32Array(0);
          for (const [rows, asChoices] of changes) {
            const changed = table.merge(columns(rows, asChoices));
            const compare = comparing(table, sort, up);
            order = reordered(table, order, changed, compare);
            expect(order).toEqual(sorted(table, compare).slice());
          }
        }),
      );
    },
  );

  it("keeps numbers in their order when a text comes among them", () => {
    const table = createTrialTable(1);
    const row = (number: number, param: Choice): Row => ({ number, param, value: 0, standing: 0 });
    const compare = () => comparing(table, "param:p", true);
    table.merge(columns([row(0, 10), row(1, 9)], false));
    const before = sorted(table, compare());
    const changed = table.merge(columns([row(2, "auto")], false));
    expect([...reordered(table, before, changed, compare())]).toEqual([1, 0, 2]);
    expect([...sorted(table, compare())]).toEqual([1, 0, 2]);
  });

  it("sorts what a trial has not last, either way", () => {
    const table = createTrialTable(1);
    const row = (number: number, value: number): Row => ({ number, value, standing: 0, param: undefined });
    table.merge(columns([row(0, Number.NaN), row(1, 2), row(2, 1)], false));
    expect([...sorted(table, comparing(table, "value:0", true))]).toEqual([2, 1, 0]);
    expect([...sorted(table, comparing(table, "value:0", false))]).toEqual([1, 2, 0]);
  });

  it.each(["minimize", "maximize"] as const)("has the best so far of what is feasible, to %s", (direction) => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const table = createTrialTable(1);
        for (const [rows, asChoices] of changes) table.merge(columns(rows, asChoices));
        const complete = [...sorted(table, (a, b) => a - b)].filter(
          (number) => table.standing[number] === 0 && !Number.isNaN(table.values[0]![number]!),
        );
        const leaders = complete.filter((number) =>
          complete.every((other) => {
            const [value, before] = [table.values[0]![number]!, table.values[0]![other]!];
            return other >= number || (direction === "minimize" ? value < before : value > before);
          }),
        );
        expect(bestSoFar(table, 0, direction).map(({ trial }) => trial)).toEqual(leaders);
      }),
    );
  });
});
