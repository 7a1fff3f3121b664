import { createRandom, shuffled } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const inOrder = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("random order", () => {
  it("holds each number once; seeds and streams give others", () => {
    expect([...shuffled(1000, 7)].sort((a, b) => a - b)).toEqual(inOrder(1000));
    expect(shuffled(1000, 7, 3)).toEqual(shuffled(1000, 7, 3));
    const orders = [shuffled(20, 7), shuffled(20, 8), shuffled(20, 7, 1), shuffled(20, 7 + 2 ** 32)];
    expect(new Set(orders.map((order) => order.join())).size).toBe(4);
  });
  it("all 24 orders of four are equally likely: χ² of 23 degrees below 49.7 (p = 0.001) in 24 000", () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 24_000; seed++) {
      const order = shuffled(4, seed).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect([...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(49.7);
  });
  it("uniform numbers: mean 1/2, variance 1/12, neighbours uncorrelated, in 100 000", () => {
    const random = createRandom(3);
    const xs = Array.from({ length: 100_000 }, random);
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(Math.abs(mean(xs) - 0.5)).toBeLessThan(0.004);
    expect(Math.abs(mean(xs.map((x) => (x - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.001);
    expect(Math.abs(mean(xs.slice(1).map((x, i) => (x - 0.5) * (xs[i]! - 0.5))))).toBeLessThan(0.001);
  });
  it("a hundred thousand rows are shuffled in 5 ms of processor time, in the best of five", () => {
    const times = [0, 1, 2, 3, 4].map((seed) => {
      const start = process.cpuUsage();
      shuffled(100_000, seed);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });
});
