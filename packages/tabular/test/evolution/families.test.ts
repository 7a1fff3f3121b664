import { seededRandom } from "@kaviar/base/random";
import type { TrialRecord } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { drawFamily } from "../../src/evolution/families.ts";

/** Trials of kinds: each with its loss, undefined where it was stopped, and its cost. */
type Tried = readonly [kind: string, loss: number | undefined, cost: number];

/** How often each kind is drawn of a thousand times. */
const counts = (tried: readonly Tried[]): Readonly<Record<string, number>> => {
  const finished = tried.map(
    ([kind, loss, cost], number) =>
      ({
        number,
        state: loss === undefined ? "pruned" : "complete",
        params: { kind, cost },
        ...(loss !== undefined && { values: [loss] }),
      }) as unknown as TrialRecord,
  );
  const random = seededRandom(1);
  const drawn: Record<string, number> = {};
  for (let i = 0; i < 1000; i++) {
    const kind = drawFamily(
      finished,
      {
        kindOf: ({ params }) => (params.kind === "dummy" ? undefined : (params.kind as string)),
        costOf: ({ params }) => params.cost as number,
        directions: ["minimize"],
      },
      random,
    )!;
    drawn[kind] = (drawn[kind] ?? 0) + 1;
  }
  return drawn;
};

describe("whose turn it is", () => {
  it("is nobody's before one was scored", () => {
    const finished = [{ number: 0, state: "failed", params: { kind: "a" } } as unknown as TrialRecord];
    const looking = { kindOf: () => "a", costOf: () => 1, directions: ["minimize"] as const };
    expect(drawFamily(finished, looking, seededRandom(1))).toBeUndefined();
  });

  it("comes ten times as often for a tenth of the cost, the rest being equal", () => {
    const { fast = 0, slow = 0 } = counts([
      ["dummy", 10, 1],
      ["fast", 5, 1],
      ["slow", 5, 10],
    ]);
    expect(fast / slow).toBeGreaterThan(7);
    expect(fast / slow).toBeLessThan(14);
  });

  it("comes more often where something was gained lately", () => {
    const { gained = 0, tired = 0 } = counts([
      ["dummy", 10, 1],
      ["tired", 5, 1],
      ...Array.from({ length: 8 }, (): Tried => ["tired", undefined, 1]),
      ["gained", 6, 1],
      ["gained", 5, 1],
    ]);
    expect(gained).toBeGreaterThan(5 * tired);
  });

  it("comes seldom for who is far behind and gains slowly, and never not at all", () => {
    const { behind = 0 } = counts([
      ["dummy", 10, 1],
      ["ahead", 1, 1],
      ["behind", 9.5, 1],
      ["behind", 9.4, 1],
    ]);
    expect(behind).toBeLessThan(150);
    expect(behind).toBeGreaterThan(10);
  });
});
