import type { Scored } from "@kaviar/architecture";
import { expect, it } from "vitest";
import { frontOf } from "../../src/search/front-of.ts";

const each = (trial: number, parameters: number, latency: number) => ({ trial, parameters, latency }) as Scored;

it("has those than which no better one is both as small and as fast", () => {
  const leaderboard = [each(4, 1000, 2), each(1, 1500, 3), each(7, 2000, 1), each(2, 500, 2), each(3, 500, 2)];
  expect(frontOf(leaderboard).map(({ trial }) => trial)).toEqual([4, 7, 2]);
});
