import { architecture, type Scored, searchNetwork } from "@kaviar/architecture";
import { int } from "@kaviar/tune";
import { expect, it } from "vitest";
import type { ImageFacts } from "../../src/contract/facts.ts";
import { largerThan } from "../../src/search/grow.ts";
import { recipesOf } from "../../src/spaces/space-of.ts";
import { bars } from "../bars.ts";

const facts: ImageFacts = { shape: [1, 8, 8], rows: 480, outputs: 2, target: "classes" };

it("makes a candidate wider, and deeper, and changes nothing else", () => {
  const image = architecture.image();
  const [plain] = recipesOf(image, facts);
  const { model } = plain!;
  expect(largerThan(image, plain!)).toEqual([
    { ...plain, model: { ...model, width: 36 } },
    { ...plain, model: { ...model, depth: 2 } },
  ]);
});

it("has for every family that learns by descent a way to grow", () => {
  for (const kind of ["image", "sequence", "text"] as const)
    for (const [name, family] of Object.entries(architecture[kind]().families))
      expect([name, family.training === "solved" || Object.keys(family.grows ?? {}).length > 0]).toEqual([name, true]);
});

it("goes on from what the best has learned", async () => {
  const { leaderboard, study } = await searchNetwork(bars(520), {
    task: "image",
    budget: { trials: 5, epochs: 2 },
    workers: 1,
    space: architecture.image({
      families: ["plain"],
      networks: { plain: { width: int(8, 16), stages: 2, depth: int(1, 2), kernel: 3, norm: true, dropout: 0 } },
      training: { flip: false, rotate: 0, zoom: 0, erase: 0, light: 0, batch: 32, rate: 4e-3 },
    }),
  });
  const byTrial = new Map(leaderboard.map((each) => [each.trial, each]));
  const heirs = leaderboard.filter(({ from }) => from !== undefined);
  expect(heirs.length).toBeGreaterThan(0);
  for (const heir of heirs) {
    const before = byTrial.get(heir.from!)!;
    const [large, small] = [heir, before].map(({ candidate }: Scored) => candidate.model as Record<string, number>);
    expect(large!.width).toBeGreaterThanOrEqual(small!.width!);
    expect(large!.depth).toBeGreaterThanOrEqual(small!.depth!);
    // It counts the epochs that it did not have to see again.
    expect(heir.epochs).toBeGreaterThan(heir.losses.length);
    // What begins with something learned is ahead of what has to learn it.
    expect(heir.losses[0]!).toBeLessThan(byTrial.get(0)!.losses[0]!);
  }
  await study.close();
}, 120_000);
