import { array, bool, choice, compileSpace, float, int, log, oneMinusLog, ordinal, permutation } from "@kaviar/tune";
import { expect, it } from "vitest";
import { spaceOf } from "../../src/tuning/space-file.ts";

const inCode = {
  rate: log(1e-5, 1),
  momentum: oneMinusLog(0.9, 0.999),
  drop: float(0, 0.8, { step: 0.1 }),
  units: int(8, 512, { log: true, tag: "model" }),
  batch: choice([16, 32]),
  size: ordinal(["small", "large"]),
  order: permutation(["a", "b", "c"]),
  layers: array({ width: int(1, 4), norm: bool() }, { min: 1, max: 3 }),
  pair: array(float(0, 1), 2),
  optimizer: choice({ sgd: { nesterov: bool() }, adam: {} }),
  inner: { k: 30 },
};

const written = {
  rate: { log: [1e-5, 1] },
  momentum: { oneMinusLog: [0.9, 0.999] },
  drop: { float: [0, 0.8], step: 0.1 },
  units: { int: [8, 512], log: true, tag: "model" },
  batch: { choice: [16, 32] },
  size: { ordinal: ["small", "large"] },
  order: { permutation: ["a", "b", "c"] },
  layers: { array: { width: { int: [1, 4] }, norm: { bool: true } }, min: 1, max: 3 },
  pair: { array: { float: [0, 1] }, length: 2 },
  optimizer: { choice: { sgd: { nesterov: { bool: true } }, adam: {} } },
  inner: { k: 30 },
};

it("reads the space that the same words make in code", () => {
  expect(spaceOf(written)).toEqual(inCode);
});

it("reads a space's own plain data", () => {
  const data = JSON.parse(JSON.stringify(inCode));
  expect(compileSpace(spaceOf(data)).dimensions).toEqual(compileSpace(inCode).dimensions);
});

it.each([
  [{ rate: { lgo: [1e-5, 1] } }, 'rate has no kind of parameter "lgo".'],
  [{ rate: { log: 3 } }, 'rate must be {"log": [low, high]}: got {"log":3}.'],
  [{ rate: { float: [0, 1], setp: 0.1 } }, 'rate has an option that float does not take: "setp".'],
  [{ batch: [16, 32] }, "batch must say what its list is: got [16,32]."],
  [{ a: { choice: { x: { y: { int: [3, 1] } } } } }, "`low` must be ≤ `high`: got low = 3, high = 1."],
  [[1], "A space must be a record of parameters: got [1]."],
])("says what is wrong with %j", (space, law) => {
  expect(() => spaceOf(space)).toThrow(law);
});
