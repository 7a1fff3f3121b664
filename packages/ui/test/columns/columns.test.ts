import type { TrialRecord } from "@kaviar/tune";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  columnsOf,
  decodeColumns,
  decodeCurves,
  encodeColumns,
  encodeCurves,
  type ParamColumn,
  standings,
  type TrialColumns,
} from "../../src/columns/index.ts";

const float64 = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, Infinity, -Infinity, Number.NaN, Number.MAX_VALUE, Number.MIN_VALUE),
);

const anyColumns: fc.Arbitrary<TrialColumns> = fc.nat({ max: 40 }).chain((rows) => {
  const column = fc.array(float64, { minLength: rows, maxLength: rows }).map((all) => Float64Array.from(all));
  const choice = fc.oneof(fc.string({ unit: "binary" }), fc.boolean(), fc.constant(null), fc.integer());
  const param: fc.Arbitrary<ParamColumn> = fc.record(
    {
      name: fc.string({ unit: "binary" }),
      numbers: column,
      choices: fc.array(choice),
      log: fc.constant(true as const),
    },
    { requiredKeys: ["name", "numbers"] },
  );
  return fc.record({
    revision: fc.nat(),
    number: column,
    standing: column,
    startedAt: column,
    finishedAt: column,
    reports: column,
    values: fc.array(column, { maxLength: 3 }),
    params: fc.array(param, { maxLength: 4 }),
    sampler: fc.record({ numbers: column, choices: fc.array(choice) }),
    owner: fc.record({ numbers: column, choices: fc.array(choice) }),
  });
});

describe("columns as bytes", () => {
  it("come back as they were: every number, every name", () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        expect(decodeColumns(encodeColumns(columns))).toEqual(columns);
      }),
    );
  });

  it("are read wherever they lie in a buffer", () => {
    fc.assert(
      fc.property(anyColumns, fc.nat({ max: 9 }), (columns, offset) => {
        const bytes = encodeColumns(columns);
        const later = new Uint8Array(offset + bytes.length);
        later.set(bytes, offset);
        expect(decodeColumns(later.subarray(offset))).toEqual(columns);
      }),
    );
  });

  it("are eight bytes a number, and a header", () => {
    const column = new Float64Array(1_000);
    const times = { startedAt: column, finishedAt: column };
    const columns = { revision: 1, number: column, standing: column, ...times, reports: column };
    const [values, params] = [[column], [{ name: "rate", numbers: column }]];
    const names = { numbers: column, choices: [] };
    const bytes = encodeColumns({ ...columns, values, params, sampler: names, owner: names });
    expect(bytes.length - 9 * 8_000).toBeLessThan(130);
  });
});

describe("curves as bytes", () => {
  it("come back as they were, each with its own points", () => {
    const curves = {
      revision: 7,
      number: Float64Array.of(3, 9),
      reports: Float64Array.of(2, 400),
      points: Float64Array.of(2, 1),
      step: Float64Array.of(1, 2, 10),
      values: [Float64Array.of(0.5, Number.NaN, -1), Float64Array.of(1, 2, 3)],
    };
    expect(decodeCurves(encodeCurves(curves))).toEqual(curves);
  });
});

const trial = (number: number, given: Partial<TrialRecord>): TrialRecord => ({
  number,
  state: "complete",
  params: {},
  dimensions: [],
  attributes: {},
  constraints: {},
  attempt: 1,
  ...given,
});

describe("columnsOf", () => {
  it("has NaN where a trial has nothing", () => {
    const { number, values, startedAt, reports, params } = columnsOf(
      [trial(4, { values: [1, 2], startedAt: 10, params: { rate: 0.5 } }), trial(7, { state: "running" })],
      2,
      3,
      (number) => number,
    );
    expect({ number, values, startedAt, reports, params }).toEqual({
      number: Float64Array.of(4, 7),
      values: [Float64Array.of(1, Number.NaN), Float64Array.of(2, Number.NaN)],
      startedAt: Float64Array.of(10, Number.NaN),
      reports: Float64Array.of(4, 7),
      params: [{ name: "rate", numbers: Float64Array.of(0.5, Number.NaN) }],
    });
  });

  it("makes choices of what is not always a number, also by the names that every object has", () => {
    const { params } = columnsOf(
      [
        trial(0, { params: { toString: 8 } }),
        trial(1, { params: { toString: "auto" } }),
        trial(2, { params: { toString: 8 } }),
        trial(3, {}),
      ],
      1,
      1,
      () => 0,
    );
    expect(params).toEqual([{ name: "toString", numbers: Float64Array.of(0, 1, 0, Number.NaN), choices: [8, "auto"] }]);
  });

  it("tells which parameters are on a logarithmic scale, and by whom trials were proposed and run", () => {
    const domain = { kind: "float", low: 1e-5, high: 1, scale: "log" } as const;
    const dimensions = [
      { name: "rate", domain },
      { name: "width", domain: { ...domain, scale: "linear" as const } },
    ];
    const { params, sampler, owner } = columnsOf(
      [
        trial(0, { params: { rate: 0.1, width: 1 }, dimensions, sampler: "tpe", owner: "otto:1:x" }),
        trial(1, { params: { rate: 0.1, width: 1 }, dimensions, sampler: "random" }),
      ],
      1,
      1,
      () => 0,
    );
    expect(params.map(({ name, log }) => [name, log])).toEqual([
      ["rate", true],
      ["width", undefined],
    ]);
    expect(sampler).toEqual({ numbers: Float64Array.of(0, 1), choices: ["tpe", "random"] });
    expect(owner).toEqual({ numbers: Float64Array.of(0, Number.NaN), choices: ["otto:1:x"] });
  });

  it("tells a complete trial that breaks a constraint from one that keeps it", () => {
    const { standing } = columnsOf(
      [trial(0, { constraints: { size: 1 } }), trial(1, { constraints: { size: 0 } })],
      1,
      1,
      () => 0,
    );
    expect([...standing].map((place) => standings[place])).toEqual(["infeasible", "complete"]);
  });
});
