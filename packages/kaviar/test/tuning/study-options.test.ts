import { threshold } from "@kaviar/tune";
import { expect, it } from "vitest";
import { studyOf } from "../../src/tuning/study-options.ts";

it("finds samplers and pruners by the names they have in code, whatever their hyphens and capitals", () => {
  expect(studyOf({ sampler: "quasi-random", pruner: "successive-halving" })).toMatchObject({
    sampler: { name: "sobol" },
    pruner: { name: "successive halving" },
  });
});

it("takes what a module made by hand as it is", () => {
  const pruner = threshold({ upper: 3 });
  expect(studyOf({ pruner, seed: 1 })).toEqual({ pruner, seed: 1 });
});

it("gives BOHB its other half, unless another one is asked for", () => {
  expect(studyOf({ pruner: "bohb" })).toMatchObject({ sampler: { name: "bohb" } });
  expect(studyOf({ sampler: "bohb" })).toMatchObject({ pruner: { name: "hyperband" } });
  expect(studyOf({ sampler: "tpe", pruner: "bohb" })).toMatchObject({ sampler: { name: "tpe" } });
});

it("says why a name alone makes none, and how to make one", () => {
  expect(() => studyOf({ pruner: "patient" })).toThrow(
    "--pruner takes a name alone, and patient is more than that: it has to be told which pruner it is patient with.",
  );
});

it("says which names there are", () => {
  expect(() => studyOf({ sampler: "bayes" })).toThrow(
    '--sampler knows no "bayes": there are auto, tpe, gp, trustRegion,',
  );
});
