import { describe, expect, it } from "vitest";
import { readChoices } from "../../page/lab/choices/choice.ts";
import { choices, type RaceChoices } from "../../page/lab/rooms/optimizers/choices.ts";
import { linesOf } from "../../page/lab/rooms/optimizers/formulas.ts";
import { type OptimizerName, optimizerNames } from "../../page/lab/rooms/optimizers/optimizers.ts";
import { type Racer, type RaceView, race } from "../../page/lab/rooms/optimizers/race.ts";
import { stories } from "../../page/lab/rooms/optimizers/stories.ts";

const fresh = readChoices(choices, new URLSearchParams());
const nobody = Object.fromEntries(optimizerNames.map((name) => [name, 0])) as Record<OptimizerName, number>;

/** Those who race unless somebody takes them out. */
const usual = Object.fromEntries(optimizerNames.map((name) => [name, fresh[name]]));

/** The last view of a race of those who are named alone. */
const raced = async (patch: Partial<RaceChoices>): Promise<RaceView> => {
  let last: RaceView | undefined;
  for await (const view of race({ ...fresh, ...nobody, ...patch })) last = view();
  return last!;
};

const alone = async (patch: Partial<RaceChoices>): Promise<Racer> => (await raced(patch)).racers[0]!;

describe("the race of optimizers", () => {
  it("has gradient descent follow x ← (1 − ηλ)x along each axis of a quadratic", async () => {
    const { way } = await alone({ sgd: 0.05, x: 4, y: 1, steps: 10 });
    expect(way).toHaveLength(11);
    // λ is 1 along x and 20 along y: 0.95 and 0 stay of them.
    for (const [step, { at }] of way.entries()) {
      expect(at[0]).toBeCloseTo(4 * 0.95 ** step, 6);
      expect(at[1]).toBeCloseTo(step === 0 ? 1 : 0, 6);
    }
  });

  it("has gradient descent fall just below η = 2/λ_max and leave just above it", async () => {
    const [below, above] = [
      await alone({ sgd: 0.099, x: 0, y: 1, steps: 300 }),
      await alone({ sgd: 0.101, x: 0, y: 1, steps: 300 }),
    ];
    expect(below.way.at(-1)!.loss).toBeLessThan(below.way[0]!.loss * 1e-4);
    expect(above.ended).toBe("left");
    // |1 − 0.101·20| = 1.02 a step: it passes three times the half width, 12, after ln 12 / ln 1.02 = 125.5 steps.
    expect(above.way).toHaveLength(127);
  });

  it("keeps momentum's average as its formula has it: v ← βv + (1 − β)g, θ ← θ − ηv", async () => {
    const { way } = await alone({ momentum: 0.125, beta: 0.5, x: 1, y: 1, steps: 3 });
    expect(way[0]!.gradient).toEqual([1, 20]);
    expect(way[0]!.kept.velocity).toEqual([0.5, 10]);
    expect(way[1]!.at).toEqual([1 - 0.125 * 0.5, 1 - 0.125 * 10]);
    expect(way[1]!.kept.velocity).toEqual([0.5 * 0.5 + 0.5 * 0.9375, 0.5 * 10 - 0.5 * 5]);
  });

  it("writes momentum's formula with the numbers of the step", async () => {
    const { way } = await alone({ momentum: 0.125, beta: 0.5, x: 1, y: 1, steps: 3 });
    expect(
      linesOf("momentum", { rate: 0.125, beta: 0.5, step: 2, now: way[1]!, before: way[0], next: way[2] }),
    ).toEqual([
      {
        rule: "v ← βv + (1 − β)g",
        numbers: `0.5·(0.5, 10) + 0.5·(0.938, −5) = (0.719, 2.5)`,
      },
      { rule: "θ ← θ − ηv", numbers: `(0.938, −0.25) − 0.125·(0.719, 2.5) = (0.848, −0.563)` },
    ]);
  });

  it("has a formula for all who race that ends where the next step begins", async () => {
    const everybody = Object.fromEntries(optimizerNames.map((name) => [name, 0.01]));
    const { racers } = await raced({ ...everybody, steps: 3 });
    expect(racers.map(({ name }) => name)).toEqual(optimizerNames);
    for (const { name, way } of racers) {
      const lines = linesOf(name, { rate: 0.01, beta: 0.9, step: 2, now: way[1]!, before: way[0], next: way[2] });
      const step = lines.find(({ rule }) => rule.startsWith("θ"))!;
      expect(
        step.numbers.endsWith(
          `= (${way[2]!.at.map((value) => Number(value.toPrecision(3))).join(", ")})`.replaceAll("-", "−"),
        ),
      ).toBe(true);
    }
  });

  it("moves Adam by its rate in the first step, whatever the size of the gradient", async () => {
    const { way } = await alone({ adam: 0.1, x: -3, y: 1, steps: 2 });
    expect(way[1]!.at[0]).toBeCloseTo(-2.9, 6);
    expect(way[1]!.at[1]).toBeCloseTo(0.9, 6);
  });

  it("has all arrive in one of Himmelblau's four valleys", async () => {
    const { racers } = await raced({ surface: "himmelblau", sgd: 0.01, adam: 0.3, steps: 500 });
    expect(racers.map(({ ended }) => ended)).toEqual(["arrived", "arrived"]);
  });

  it("leaves the saddle without an end below", async () => {
    const { racers } = await raced({ surface: "saddle", sgd: 0.03, momentum: 0.1, adam: 0.1 });
    expect(racers.map(({ ended }) => ended)).toEqual(["left", "left", "left"]);
    const steps = Object.fromEntries(racers.map(({ name, way }) => [name, way.length]));
    // Adam's steps do not shrink where the slope is small.
    expect(steps.adam!).toBeLessThan(steps.sgd!);
  });

  it("shows what its pages to begin with say", async () => {
    const racers: Readonly<Record<string, Readonly<Record<string, Racer>>>> = Object.fromEntries(
      await Promise.all(
        stories.map(async ({ title, choices }) => {
          const { racers } = await raced({ ...usual, ...choices });
          return [title, Object.fromEntries(racers.map((racer) => [racer.name, racer]))] as const;
        }),
      ),
    );
    const of = (title: string, name: OptimizerName): Racer => racers[title]![name]!;
    const loss = (title: string, name: OptimizerName) => of(title, name).way.at(-1)!.loss;
    const steps = (title: string, name: OptimizerName) => of(title, name).way.length - 1;
    // 120 and 32: the best rates for eigenvalues from 1 to 20 shrink errors by 0.905 and 0.635 a step. (Polyak 1964)
    expect(steps("Momentum in a valley", "momentum") / steps("Momentum in a valley", "sgd")).toBeCloseTo(0.27, 2);
    expect(of("A rate too high by a hair", "sgd").ended).toBe("left");
    expect(steps("Off a saddle", "adam")).toBeLessThan(steps("Off a saddle", "sgd"));
    expect(loss("On a plateau", "sgd")).toBeGreaterThan(0.9);
    expect(of("On a plateau", "adam").ended).toBe("arrived");
    expect(loss("Along a bent ravine", "sgd")).toBeGreaterThan(4);
    expect(loss("Along a bent ravine", "nesterov")).toBeLessThan(0.1);
    expect(loss("Along a bent ravine", "adam")).toBeLessThan(0.1);
    expect(loss("Into the wrong hollow", "sgd")).toBeGreaterThan(loss("Into the wrong hollow", "momentum"));
    expect(of("Into the wrong hollow", "adam").ended).toBe("arrived");
    expect(Object.values(racers["Noisy gradients"]!).map(({ ended }) => ended)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("shakes all who race alike, and the same by the same seed", async () => {
    const [first, again, other] = [
      await raced({ sgd: 0.01, momentum: 0.01, noise: 2, steps: 5 }),
      await raced({ sgd: 0.01, momentum: 0.01, noise: 2, steps: 5 }),
      await raced({ sgd: 0.01, momentum: 0.01, noise: 2, steps: 5, seed: 1 }),
    ];
    expect(first.racers).toEqual(again.racers);
    expect(first.racers[0]!.way[1]!.at).not.toEqual(other.racers[0]!.way[1]!.at);
    expect(first.racers[0]!.way[0]!.gradient).toEqual(first.racers[1]!.way[0]!.gradient);
    expect(first.racers[0]!.way[0]!.gradient).not.toEqual([-3.5, 30]);
  });
});
