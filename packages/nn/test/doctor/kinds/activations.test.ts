import { tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { activations } from "../../../src/activations/contract/table.ts";
import { boundsOf, isBounded, isFlat, isRectifier } from "../../../src/doctor/kinds/activations.ts";

// A row of one number has one answer only under these.
const ofRows = new Set(["glu", "hardmax", "logSoftmax", "softmax", "softmin"]);
const at = [-40, -20, -3, -2, 2, 3, 20, 40];

it.each(Object.entries(activations).filter(([name]) => !ofRows.has(name)))(
  "%s is said to be as flat as it is",
  async (name, activation) => {
    const said = [
      ...(await (activation as (x: ReturnType<typeof tensor>) => ReturnType<typeof tensor>)(tensor(at)).data()),
    ];
    const [farLow, low, belowLow, below, above, aboveHigh, high, farHigh] = said as [...number[]] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const isStep = below === belowLow && above === aboveHigh && below !== above;
    const isBetween = Math.abs(farLow - low) < 0.05 && Math.abs(farHigh - high) < 0.05;
    expect(isFlat(name)).toBe(isStep && above === 1 && below === 0);
    expect(isRectifier(name)).toBe(belowLow === 0 && below === 0 && above > 0 && aboveHigh > above);
    if (!isFlat(name)) expect(isBounded(name)).toBe(isBetween && name !== "relu6");
    const bounds = boundsOf(name);
    if (bounds) expect([farLow < bounds.low, farHigh > bounds.high]).toEqual([true, true]);
  },
);
