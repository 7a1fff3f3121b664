import { describe, expect, it } from "vitest";
import { readChoices } from "../../../../../page/lab/choices/choice.ts";
import { choices, type PlaygroundChoices } from "../../../../../page/lab/rooms/playground/choices.ts";
import { cureOf } from "../../../../../page/lab/rooms/playground/cures.ts";
import { type Preset, presets } from "../../../../../page/lab/rooms/playground/presets.ts";
import { type PlaygroundView, trainPlayground } from "../../../../../page/lab/rooms/playground/train-playground.ts";

const unless = readChoices(choices, new URLSearchParams());

/** A run as it is looked at after every tenth epoch, up to so many. */
const looks = async (patch: Partial<PlaygroundChoices>, epochs: number): Promise<readonly PlaygroundView[]> => {
  const seen: PlaygroundView[] = [];
  let [count, last] = [0, undefined as (() => Promise<PlaygroundView>) | undefined];
  for await (const look of trainPlayground({ ...unless, ...patch })) {
    last = look;
    if (++count % 10 === 0) seen.push(await look());
    if (count === epochs) break;
  }
  return [...seen, await last!()];
};

const lossOf = (view: PlaygroundView): number => view.curve.at(-1)!.loss;

const all = Object.entries<Preset>(presets);

describe("the presets of the playground", () => {
  it.each(all.filter(([, { fails }]) => fails === undefined))("%s works", async (_, { choices }) => {
    const last = (await looks(choices, 500)).at(-1)!;
    expect(lossOf(last)).toBeLessThan(0.02);
    expect(last.findings.filter(({ severity }) => severity === "problem")).toEqual([]);
  });

  it.each(all.filter(([, { fails }]) => fails !== undefined))(
    "%s fails, and the doctor says so",
    async (_, { choices, fails }) => {
      const views = await looks(choices, 400);
      expect(views.flatMap(({ findings }) => findings.map(({ code }) => code))).toContain(fails);
    },
  );

  it("dying-relu is cured by what the doctor says first", async () => {
    const sick: PlaygroundChoices = { ...unless, ...presets["dying-relu"].choices };
    const last = (await looks(sick, 300)).at(-1)!;
    expect(lossOf(last)).toBeGreaterThan(0.3);
    const { remedies } = last.findings.find(({ code }) => code === "dying-relu")!;
    const cured = (await looks({ ...sick, ...cureOf(remedies[0]!.name, sick) }, 300)).at(-1)!;
    expect(lossOf(cured)).toBeLessThan(0.05);
  });
});

describe("a run of the playground", () => {
  it("shows what the net and each of its units say, and all its weights", async () => {
    const [view] = await looks({ layers: [{ units: 3, activation: "relu" }], features: ["x", "y", "xy"] }, 1);
    expect(view!.inside!.surface).toHaveLength(48 * 48);
    expect(view!.inside!.says).toHaveLength(unless.rows);
    expect(view!.inside!.units.map(({ length }) => length)).toEqual([3 * 16 * 16]);
    expect(Math.min(...view!.inside!.units[0]!)).toBe(0);
    expect(view!.weights.map(({ shape }) => shape)).toEqual([
      [3, 3],
      [3, 1],
    ]);
  });

  it("is the same for the same seed", async () => {
    const [first, again, other] = [await looks({}, 10), await looks({}, 10), await looks({ seed: 1 }, 10)];
    expect(again).toEqual(first);
    expect(lossOf(other.at(-1)!)).not.toBe(lossOf(first.at(-1)!));
  });

  it("goes on from where it is with another rate", async () => {
    let now: PlaygroundChoices = { ...unless, rate: 0.01 };
    const curve: number[] = [];
    for await (const look of trainPlayground(now, () => now)) {
      const view = await look();
      curve.push(lossOf(view));
      expect(view.epoch).toBe(curve.length);
      if (curve.length === 20) now = { ...now, rate: 0 };
      if (curve.length === 25) break;
    }
    expect(curve[19]).toBeLessThan(curve[0]! / 2);
    // The epoch in which it is heard is still the old rate's; from then on nothing moves.
    expect(Math.abs(curve[24]! - curve[21]!)).toBeLessThan(1e-4);
  });

  it("ends where its numbers are none, and says where", async () => {
    const last = (await looks(presets["not-a-number"].choices, 100)).at(-1)!;
    expect(last.broken).toMatch(/^The loss must stay a finite number/);
    expect(last.epoch).toBeLessThan(100);
  });

  it("asks for points where there are none", async () => {
    await expect(looks({ data: "drawn" }, 1)).rejects.toThrow("draw some of both classes");
  });
});
