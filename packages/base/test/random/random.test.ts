import { inOrder, keyedRandom, mix, normal, seededRandom, shuffle, shuffled } from "@kaviar/base/random";
import { expect, it } from "vitest";

const first = (random: () => number, n = 3): number[] => Array.from({ length: n }, random);

it("gives the same numbers for the same seed and stream, and others for others", () => {
  expect(first(seededRandom(7))).toEqual(first(seededRandom(7)));
  const firsts = [seededRandom(7), seededRandom(8), seededRandom(7, 1), seededRandom(7 + 2 ** 32)].map((r) => r());
  expect(new Set(firsts).size).toBe(4);
});

it("gives the same numbers for the same key, and others for others", () => {
  expect(first(keyedRandom(7, 12, "rate"))).toEqual(first(keyedRandom(7, 12, "rate")));
  const firsts = [
    keyedRandom(7, 12, "rate"),
    keyedRandom(8, 12, "rate"),
    keyedRandom(7, 13, "rate"),
    keyedRandom(7, 12, "momentum"),
    keyedRandom(7 + 2 ** 32, 12, "rate"),
  ].map((random) => random());
  expect(new Set(firsts).size).toBe(5);
});

it("is uniform: mean 1/2 and variance 1/12, within four standard errors", () => {
  for (const random of [seededRandom(1), keyedRandom(1, 0, "x")]) {
    const draws = first(random, 20_000);
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws.length));
    // The variance of (x − ½)² is 1/180.
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / draws.length));
  }
});

it("has normal numbers of mean 0 and variance 1, within four standard errors", () => {
  const random = seededRandom(3);
  const draws = first(() => normal(random), 20_000);
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws.length));
  const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
});

it("mixes: a flipped bit of the input flips about half of the output's 32", () => {
  let flipped = 0;
  for (let i = 0; i < 32; i++)
    for (let x = 1; x <= 50; x++) flipped += (mix(x) ^ mix(x ^ (1 << i))).toString(2).replace(/[0-]/g, "").length;
  expect(flipped / (32 * 50)).toBeGreaterThan(14);
});

it("shuffles: a permutation, each number in each place equally often", () => {
  expect([...shuffled(5, 1)]).toEqual([3, 0, 1, 2, 4]);
  expect([...inOrder(4)]).toEqual([0, 1, 2, 3]);
  expect([...shuffle(inOrder(100), seededRandom(1))].sort((a, b) => a - b)).toEqual([...inOrder(100)]);
  const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
  for (let seed = 0; seed < 4000; seed++) shuffled(4, seed).forEach((number, place) => counts[number]![place]!++);
  for (const count of counts.flat()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(1000 * 0.75));
});
