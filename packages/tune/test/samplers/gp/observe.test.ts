import { choice, compileSpace, createStudy, float, gp, int, log, oneMinusLog } from "@kaviar/tune";
import { expect, test } from "vitest";
import { encode } from "../../../src/samplers/gp/encode.ts";
import { fewer, observe } from "../../../src/samplers/gp/observe.ts";
import type { FloatDomain } from "../../../src/space/dimension.ts";
import { fromUnit, toUnit } from "../../../src/space/domain.ts";

const observed = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    number,
    row: Float64Array.of(number / count),
    values: [(number * 7919) % count],
    failed: false,
  }));

test("of 1 000 observations the best hundred are looked at, and sixty from the others, evenly", () => {
  const values = fewer(observed(1000)).map((each) => each.values![0]!);
  expect(values.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(values.slice(100)).toEqual(Array.from({ length: 60 }, (_, i) => 100 + 15 * i + 7));
});

test("of 160 all are", () => {
  expect(fewer(observed(160))).toHaveLength(160);
});

const told = async (direction: "minimize" | "maximize", derivatives: Readonly<Record<string, number>>) => {
  const space = {
    linear: float(-2, 6),
    rate: log(1e-4, 1),
    momentum: oneMinusLog(0.5, 0.999),
    steps: float(0, 1, { step: 0.1 }),
    units: int(1, 100),
    kind: choice(["a", "b"]),
  };
  const study = await createStudy({ sampler: gp(), seed: 1, direction });
  await study.enqueue({ linear: 1, rate: 0.01, momentum: 0.9, steps: 0.3, units: 7, kind: "b" });
  await study.optimize(
    space,
    async (_, trial) => {
      await trial.hypergradient(() => derivatives);
      return 1;
    },
    { trials: 1 },
  );
  const encoding = encode(compileSpace(space).dimensions);
  const [observation] = observe(study.history, encoding, -1, 0).seen;
  return encoding.axes.map(({ dimension }, i) => [dimension.name, observation!.slope?.[i]] as const);
};

test("derivatives are slopes along the axes, in the unit cube: those of what lies on a scale by the chain rule", async () => {
  const slopes = Object.fromEntries(await told("minimize", { linear: 3, rate: 5, momentum: -2, other: 1 }));
  const of = (domain: FloatDomain, x: number, derivative: number) => {
    const at = (step: number) => fromUnit(domain, toUnit(domain, x) + step) as number;
    return (derivative * (at(1e-6) - at(-1e-6))) / 2e-6;
  };
  const domain = (low: number, high: number, scale: FloatDomain["scale"]) =>
    ({ kind: "float", low, high, scale }) as const;
  expect(slopes.linear).toBeCloseTo(24, 10);
  expect(slopes.rate).toBeCloseTo(of(domain(1e-4, 1, "log"), 0.01, 5), 8);
  expect(slopes.momentum).toBeCloseTo(of(domain(0.5, 0.999, "oneMinusLog"), 0.9, -2), 8);
  const mirrored = Object.fromEntries(await told("maximize", { linear: 3 }));
  expect(mirrored).toMatchObject({ linear: -24, rate: Number.NaN });
});

test("choices, whole numbers and steps have none, nor has what is NaN, ∞, or told of nothing that is known", async () => {
  const all = { kind: 1, units: 1, steps: 1, rate: Number.POSITIVE_INFINITY, linear: Number.NaN, other: 1 };
  expect((await told("minimize", all)).every(([, slope]) => slope === undefined)).toBe(true);
  const some = Object.fromEntries(await told("minimize", { ...all, momentum: 1 }));
  expect(some).toMatchObject({
    kind: Number.NaN,
    units: Number.NaN,
    steps: Number.NaN,
    rate: Number.NaN,
    linear: Number.NaN,
  });
  expect(some.momentum).toBeGreaterThan(0);
});
