import { describe, expect, it } from "vitest";
import { labCards } from "../../../../../../../scripts/lab-cards.ts";
import type { Bred, EvolutionView } from "../../../../../page/lab/rooms/evolution/bred.ts";
import { choices, type EvolutionChoices } from "../../../../../page/lab/rooms/evolution/choices.ts";
import { evolve } from "../../../../../page/lab/rooms/evolution/evolve.ts";
import { stories } from "../../../../../page/lab/rooms/evolution/stories.ts";

const usual = Object.fromEntries(
  Object.entries(choices).map(([name, { unless }]) => [name, unless]),
) as unknown as EvolutionChoices;

const bred = async (chosen: Partial<EvolutionChoices>): Promise<EvolutionView> => {
  let last: (() => EvolutionView) | undefined;
  for await (const view of evolve({ ...usual, ...chosen })) last = view;
  return last!();
};

const untimed = (view: EvolutionView) => ({
  ...view,
  generations: view.generations.map(({ seconds, ...others }) => others),
});

/** All quick models, so that every kind of part comes up. */
const all = bred({ population: 8, generations: 5, crossed: 0.4, seed: 3 });
const scoredOf = ({ bred }: EvolutionView) => bred.filter(({ state }) => state === "scored");

describe("a run", () => {
  it("is the same with the same seed, and another with another", async () => {
    const chosen = { models: "kNearest", population: 6, generations: 4 } as const;
    const [one, same, other] = [
      await bred({ ...chosen, seed: 1 }),
      await bred({ ...chosen, seed: 1 }),
      await bred({ ...chosen, seed: 2 }),
    ];
    expect(untimed(same)).toEqual(untimed(one));
    expect(other.bred[0]!.parts).not.toEqual(one.bred[0]!.parts);
  });

  it("has children of those before them that differ from their parents by what is said", async () => {
    const { bred, generations } = await all;
    const operators = new Set<string>();
    for (const child of bred) {
      const { operator, parents, parts, gone, generation } = child;
      operators.add(operator);
      const [mother, father] = parents.map((number) => bred[number]!);
      if (mother === undefined) {
        expect(["drawn", "portfolio"]).toContain(operator);
        continue;
      }
      // Parents are of the population after the generation before.
      for (const parent of parents) expect(generations[generation - 1]!.population).toContain(parent);
      const count = (change: string) => parts.filter((part) => part.change === change).length;
      expect(gone.length + parts.length - count("kept")).toBeGreaterThan(0);
      if (["near", "far", "tune"].includes(operator))
        expect(parts.map(({ kind }) => kind)).toEqual(mother.parts.map(({ kind }) => kind));
      if (operator === "shrink") expect(child.size).toBeLessThanOrEqual(mother.size);
      if (operator === "cross")
        for (const { words, change } of parts)
          if (change === "crossed") expect(father!.parts.map((part) => part.words)).toContain(words);
      if (operator !== "cross") expect(count("crossed")).toBe(0);
    }
    expect(operators.size).toBeGreaterThan(4);
  });

  it("has a front that nobody beats, and everybody else is beaten by somebody on it", async () => {
    const scored = scoredOf(await all);
    const beats = (a: Bred, b: Bred) =>
      a.score! >= b.score! && a.size <= b.size && (a.score! > b.score! || a.size < b.size);
    const front = scored.filter(({ isFront }) => isFront);
    expect(front.length).toBeGreaterThan(1);
    for (const one of front) expect(scored.some((other) => beats(other, one))).toBe(false);
    for (const one of scored.filter(({ isFront }) => !isFront))
      expect(front.some((other) => beats(other, one))).toBe(true);
  });

  it("says of each that is not in the population when it left, and why", async () => {
    const { bred, generations } = await all;
    const { population } = generations.at(-1)!;
    for (const { number, left, score } of bred) {
      expect(left === undefined).toBe(population.includes(number));
      const by = /pipeline (\d+) beats it: ([\d.]+) with/.exec(left?.why ?? "");
      if (by === null) continue;
      expect(bred[Number(by[1])]!.score!.toFixed(3)).toBe(by[2]);
      expect(bred[Number(by[1])]!.score).toBeGreaterThanOrEqual(score!);
    }
  });

  it("is better than saying the same of everybody, and its best never falls", async () => {
    const { dummy, generations } = await all;
    expect(dummy).toBe(0.5);
    const best = generations.map((generation) => generation.best!);
    expect(best.at(-1)).toBeGreaterThan(0.85);
    expect(best).toEqual([...best].sort((a, b) => a - b));
  });

  it("asks the best about members of no fold in the end, who say less than its folds", async () => {
    const { met, generations } = await all;
    expect(met!.bred).toBeGreaterThan(0.8);
    expect(met!.drawn).toBeGreaterThan(0.8);
    expect(met!.bred).toBeLessThan(generations.at(-1)!.best!);
  });

  it("is made of parts that have cards", async () => {
    const keys = new Set((await labCards()).map(({ key }) => key));
    const kinds = new Set((await all).bred.flatMap(({ parts }) => parts.map(({ kind }) => kind)));
    expect([...kinds].filter((kind) => !keys.has(kind))).toEqual([]);
  });

  it("stops who is behind after a fold, if that is chosen", async () => {
    const { bred: raced } = await bred({ models: "linear", racing: true, seed: 3 });
    const stopped = raced.filter(({ state }) => state === "stopped");
    expect(stopped.length).toBeGreaterThan(5);
    for (const { folds, left } of stopped)
      expect(left!.why).toBe(`it was stopped after ${folds.length} of 3 folds, behind the better ones`);
  });
});

describe("a story says what there is to see", () => {
  const told = (title: string) => bred(stories.find((story) => story.title === title)!.choices);

  it("a scaler before the neighbours", async () => {
    const { bred, generations } = await told("A scaler before the neighbours");
    const scalers = generations.map(({ population }) => population.filter((number) => bred[number]!.hasScaler).length);
    expect(scalers.slice(0, 1)).toEqual([3]);
    expect(new Set(scalers.slice(2))).toEqual(new Set([12]));
  });

  it("crossover joins two finds", async () => {
    const { bred } = await told("Crossover joins two finds");
    const child = bred[62]!;
    const [mother, father] = child.parents.map((number) => bred[number]!);
    expect(child.operator).toBe("cross");
    expect(child.score).toBeGreaterThan(Math.max(mother!.score!, father!.score!));
    const changes = child.parts.map(({ kind, change }) => `${change} ${kind}`);
    expect(changes.slice(2)).toEqual(["kept polynomial", "crossed logisticRegression"]);
  });

  it("crossover makes nothing new", async () => {
    const { bred, generations } = await told("Crossover makes nothing new");
    expect(bred.some(({ parts }) => parts.some(({ kind }) => kind === "polynomial"))).toBe(false);
    const { best, drawnBest } = generations.at(-1)!;
    expect(drawnBest! - best!).toBeGreaterThan(0.1);
  });

  it("without parsimony they grow", async () => {
    const [alone, both] = [
      await told("Without parsimony they grow"),
      await bred({ models: "linear", generations: 12, seed: 1 }),
    ];
    const [first, last] = [alone.generations[0]!, alone.generations.at(-1)!];
    expect(first.size).toBeCloseTo(3.5, 1);
    expect(last.size).toBeCloseTo(6, 1);
    expect(both.generations.at(-1)!.size).toBeLessThan(4);
    expect(last.best! - both.generations.at(-1)!.best!).toBeLessThan(0.01);
  });

  it("random is as good", async () => {
    const { best, drawnBest } = (await told("Random is as good")).generations.at(-1)!;
    expect(Math.abs(best! - drawnBest!)).toBeLessThan(0.01);
  });

  it("luck on three folds", async () => {
    const { bred, generations, met } = await told("Luck on three folds");
    const { best, drawnBest } = generations.at(-1)!;
    const found = bred.find(({ state, score }) => state === "scored" && score === best)!;
    expect(found.parts.map(({ kind }) => kind)).toContain("selectBest");
    expect([best, met!.bred].map((score) => score!.toFixed(3))).toEqual(["0.915", "0.647"]);
    expect(drawnBest).toBeLessThan(best!);
    expect(met!.drawn).toBeGreaterThan(0.85);
  });
});
