import fc from "fast-check";
import { expect, it } from "vitest";
import type { Dimension, Params, Value } from "../../src/space/dimension.ts";
import { createSpaceLearner } from "../../src/study/learned-space.ts";
import type { TrialRecord } from "../../src/trial/record.ts";

const domains: Readonly<Record<string, Dimension["domain"]>> = {
  kind: { kind: "categorical", choices: ["a", "b", "c"], ordered: false },
  size: { kind: "categorical", choices: [1, 2, 4], ordered: true },
  depth: { kind: "int", low: 0, high: 3, scale: "linear", step: 1 },
  rate: { kind: "float", low: 0, high: 1, scale: "linear" },
  only: { kind: "float", low: 0, high: 1, scale: "linear" },
};

const trialOf = (number: number, params: Params): TrialRecord => ({
  number,
  state: "complete",
  params,
  dimensions: Object.keys(params).map((name) => ({ name, domain: domains[name]! })),
  attributes: {},
  constraints: {},
  attempt: 1,
});

/** What some trials asked for, with or without reason. */
const anyParams: fc.Arbitrary<Params> = fc.record(
  {
    kind: fc.constantFrom<Value>("a", "b", "c"),
    size: fc.constantFrom<Value>(1, 2, 4),
    depth: fc.integer({ min: 0, max: 3 }),
    rate: fc.constantFrom(0.1, 0.4, 0.9),
    only: fc.constantFrom(0.2, 0.3),
  },
  { requiredKeys: ["kind"] },
);

it("learns trial by trial what it learns from all at once", () => {
  const learns = (all: readonly Params[]) => {
    const stepwise = createSpaceLearner();
    for (const [number, params] of all.entries()) {
      stepwise.see(trialOf(number, params));
      stepwise.space();
    }
    const atOnce = createSpaceLearner();
    for (const [number, params] of all.entries()) atOnce.see(trialOf(number, params));
    expect(stepwise.space()).toEqual(atOnce.space());
  };
  fc.assert(fc.property(fc.array(anyParams, { minLength: 1, maxLength: 20 }), learns));
});

it("takes a trial that ends again as it ended last", () => {
  const learns = (all: readonly Params[], last: Params) => {
    const again = createSpaceLearner();
    for (const [number, params] of all.entries()) again.see(trialOf(number, params));
    again.space();
    again.see(trialOf(0, last));
    const fresh = createSpaceLearner();
    for (const [number, params] of [last, ...all.slice(1)].entries()) fresh.see(trialOf(number, params));
    expect(again.space()).toEqual(fresh.space());
  };
  fc.assert(fc.property(fc.array(anyParams, { minLength: 2, maxLength: 12 }), anyParams, learns));
});

it("finds the choice, and the bound, under which a name is asked for", () => {
  const learner = createSpaceLearner();
  const trials: Params[] = [
    { kind: "a", rate: 0.1, depth: 0 },
    { kind: "b", depth: 1 },
    { kind: "c", depth: 3, only: 0.2 },
    { kind: "a", rate: 0.4, depth: 2, only: 0.3 },
  ];
  for (const [number, params] of trials.entries()) learner.see(trialOf(number, params));
  expect(learner.space().map(({ name, when }) => [name, when])).toEqual([
    ["kind", undefined],
    ["depth", undefined],
    ["rate", { name: "kind", in: ["a"] }],
    ["only", { name: "depth", atLeast: 2 }],
  ]);
});

it("reads each trial as often when there are four times as many", () => {
  const readsOf = (count: number): number => {
    let reads = 0;
    const learner = createSpaceLearner();
    for (let number = 0; number < count; number++) {
      const kind = ["a", "b", "c"][number % 3]!;
      const params = { kind, depth: number % 4, ...(kind === "a" ? { rate: (number % 7) / 7 } : { only: 0.2 }) };
      const trial = trialOf(number, params);
      const get = (of: Params, name: string) => {
        reads++;
        return of[name];
      };
      learner.see({ ...trial, params: new Proxy<Params>(params, { get: get as never }) });
      learner.space();
    }
    return reads;
  };
  expect(readsOf(400) / readsOf(100)).toBeLessThan(4.1);
});
