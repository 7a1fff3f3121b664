import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packColumn, unpackColumn } from "../../../src/report/packed/column.ts";
import { packTrials, unpackTrials } from "../../../src/report/packed/packed-trials.ts";
import type { ReportTrial } from "../../../src/report/report-data.ts";
import type { Json } from "../../../src/trial/record.ts";

const anyJson = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;

const anyCell = fc.option(fc.oneof(anyJson, fc.double(), fc.integer(), fc.constantFrom("adam", "sgd", true, null)), {
  nil: undefined,
});

const anyColumn = fc.oneof(
  fc.array(anyCell),
  fc.array(fc.option(fc.double(), { nil: undefined })),
  fc.array(fc.integer()),
  fc.array(fc.constantFrom("adam", "sgd", undefined)),
);

const anyNames = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "rate")), anyJson);

const anyTrial = fc.record({
  state: fc.constantFrom("complete" as const, "pruned" as const),
  params: anyNames as fc.Arbitrary<ReportTrial["params"]>,
  attributes: anyNames,
  constraints: fc.dictionary(fc.string(), fc.double({ noNaN: true })),
  values: fc.tuple(fc.double(), fc.double()),
  attempt: fc.nat(9),
  spaceAt: fc.nat(3),
  reports: fc.array(fc.record({ step: fc.nat(), values: fc.tuple(fc.double(), fc.double()) })),
});

describe("packed trials", () => {
  it("a column gives back what each trial has, and nothing where it has nothing", () => {
    fc.assert(
      fc.property(anyColumn, (values) => {
        const valueAt = unpackColumn(packColumn(values as readonly (Json | undefined)[]));
        expect(values.map((_, at) => valueAt(at))).toEqual(values);
      }),
    );
  });

  it("numbers take as few bytes as they need: a column of 1000 steps two each, of 1000 places one", () => {
    const column = (values: readonly Json[]) => packColumn(values) as { numbers: Float64Array; places: Uint8Array };
    const all = Array.from({ length: 1000 }, (_, i) => i);
    expect(column(all).numbers).toBeInstanceOf(Uint16Array);
    expect(column(all.map((i) => -1 - i)).numbers).toBeInstanceOf(Int32Array);
    expect(column(all.map((i) => i / 2)).numbers).toBeInstanceOf(Float64Array);
    expect(column(all.map((i) => `kind ${i % 7}`)).places).toBeInstanceOf(Uint8Array);
  });

  it("trials come back as they were, whatever their names are and whatever some lack", () => {
    fc.assert(
      fc.property(fc.array(anyTrial), fc.nat(2), (trials, without) => {
        const all = trials.map(({ values, ...trial }, number) => ({
          ...trial,
          number,
          ...(number % 3 !== without && { values }),
          ...(number % 2 === 0 && { startedAt: 1.7e12 + number, sampler: "tpe" }),
          ...(number % 5 === 4 && { error: `Error ${number}` }),
        }));
        const back = unpackTrials(packTrials(all, 2));
        expect(back).toEqual(all);
        expect(back.map((trial) => Object.keys(trial).sort())).toEqual(all.map((trial) => Object.keys(trial).sort()));
      }),
    );
  });
});
