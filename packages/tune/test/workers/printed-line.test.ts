import { expect, it } from "vitest";
import { readPrinted } from "../../src/workers/printed-line.ts";

it("reads numbers as languages print them", () => {
  for (const [line, value] of [
    ["0.25", 0.25],
    [" 1e-3 ", 0.001],
    ["-7", -7],
    ["nan", Number.NaN],
    ["NaN", Number.NaN],
    ["inf", Infinity],
    ["-inf", -Infinity],
    ["-Infinity", -Infinity],
    ["[1, 2.5]", [1, 2.5]],
    ["[NaN,Infinity, -Infinity]", [Number.NaN, Infinity, -Infinity]],
    ['{"value": 3}', 3],
    ['{"value": NaN}', Number.NaN],
    ['{"values": [1, 2]}', [1, 2]],
    ['{"value": "high"}', "high"],
  ] as const)
    expect([line, readPrinted(line)]).toEqual([line, { kind: "value", values: value }]);
});

it("takes all else for text", () => {
  for (const line of ["", "loss 0.25", "0.25 s", '"NaN"', '["a"]', "null", "{}", '{"loss": 1}', "{value: 1}", "0x10"])
    expect([line, readPrinted(line)]).toEqual([line, { kind: "text" }]);
});

it("reads words inside text as they are", () => {
  expect(readPrinted('{"attributes": {"said": "[NaN, Infinity]", "list": [NaN]}}')).toEqual({
    kind: "attributes",
    attributes: { said: "[NaN, Infinity]", list: [Number.NaN] },
  });
});

it("reads that the trial is pruned, and why", () => {
  expect(readPrinted('{"prune": true}')).toEqual({ kind: "prune" });
  expect(readPrinted('{"prune": "the loss is NaN"}')).toEqual({ kind: "prune", why: "the loss is NaN" });
  for (const line of ['{"prune": false}', '{"prune": null}', '{"prune": 1}'])
    expect([line, readPrinted(line)]).toEqual([line, { kind: "text" }]);
});
