import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readChoices, writeChoices } from "../../../../page/lab/choices/choice.ts";
import { activations, choices, optimizers } from "../../../../page/lab/rooms/playground/choices.ts";
import { presets } from "../../../../page/lab/rooms/playground/presets.ts";

const unless = readChoices(choices, new URLSearchParams());

describe("what is chosen in the playground", () => {
  it("stands in the address, and is read from it again", () => {
    const hundredth = fc.integer({ min: -100, max: 100 }).map((value) => value / 100);
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 999 }),
          rate: fc.constantFrom(0.00001, 0.003, 0.25, 10),
          optimizer: fc.constantFrom(...optimizers),
          batchNorm: fc.boolean(),
          layers: fc.array(
            fc.record({ units: fc.integer({ min: 1, max: 12 }), activation: fc.constantFrom(...activations) }),
            {
              maxLength: 8,
            },
          ),
          points: fc.array(fc.record({ x: hundredth, y: hundredth, value: fc.constantFrom(-1, 1) }), { maxLength: 20 }),
        }),
        (some) => {
          const chosen = { ...unless, ...some };
          expect(readChoices(choices, new URLSearchParams(writeChoices(choices, chosen)))).toEqual(chosen);
        },
      ),
    );
  });

  it("is not in the address where it is as it is unless said", () => {
    expect(writeChoices(choices, unless)).toEqual({});
    expect(writeChoices(choices, { ...unless, layers: [], rate: 0.3 })).toEqual({ layers: "", rate: "0.3" });
  });

  it.each([
    "rate=-1",
    "rate=",
    "rate=1e999",
    "layers=13-relu",
    "layers=8-evil",
    "layers=8",
    "data=<b>",
    "points=1_2",
    "points=101_0_0",
    "batchNorm=yes",
    "rows=10.5",
  ])("is as it is unless said where an address says %s", (words) => {
    expect(readChoices(choices, new URLSearchParams(words))).toEqual(unless);
  });

  it("is something that can be chosen, in every preset", () => {
    for (const { choices: patch } of Object.values(presets)) {
      const chosen = { ...unless, ...patch };
      expect(readChoices(choices, new URLSearchParams(writeChoices(choices, chosen)))).toEqual(chosen);
    }
  });
});
