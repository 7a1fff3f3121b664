/**
 * Does memory stay flat? Growth in MB over 2 000 cycles of compile, run and release, and over 50 000 runs, each after a
 * warm-up of the same: of the resident set, with V8's heap counted by what is used of it. (What V8 holds in reserve
 * doubles now and then, by tens of MB, and stays there.) `npx tsx --expose-gc bench/memory.ts`
 */
import { compile, key, loop, normal, releaseSessions, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";

const settled = async (): Promise<number> => {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return (rss - heapTotal + heapUsed) / 1e6;
};

const growth = async (warmUp: number, count: number, cycle: (i: number) => Promise<unknown>): Promise<number> => {
  for (let i = 0; i < warmUp; i++) await cycle(i);
  const before = await settled();
  for (let i = 0; i < count; i++) await cycle(warmUp + i);
  return (await settled()) - before;
};

const x = normal(key(1), [32, 16]);
const w = normal(key(2), [16, 8]);
/** A training step with a number of its own: no two are the same graph. */
const stepOf = (i: number) =>
  compile((w: Tensor) =>
    loop(3, w, (w) => {
      const [, slope] = valueAndGrad((w: Tensor) => x.matmul(w).tanh().sub(i).square().mean())(w);
      return w.sub(slope.mul(0.1));
    }),
  );

export const measureMemory = async ({ cycles = 2000, runs = 50_000 } = {}) => {
  const released = await growth(cycles / 2, cycles, async (i) => {
    await stepOf(i)(w).data();
    await releaseSessions();
  });
  const evicted = await growth(cycles / 2, cycles, (i) => stepOf(1e6 + i)(w).data());
  const step = stepOf(0.5);
  const compiled = await growth(runs / 10, runs, () => step(w).data());
  const eager = await growth(runs / 10, runs / 10, (i) => tensor([i, 1, 2]).mul(2).add(i).sum().data());
  return { released, evicted, compiled, eager };
};

if (import.meta.filename === process.argv[1]) {
  if (!globalThis.gc) throw new Error("Run it with --expose-gc: npx tsx --expose-gc bench/memory.ts");
  const { released, evicted, compiled, eager } = await measureMemory();
  const show = (what: string, megabytes: number) =>
    console.log(`${what.padEnd(48)} ${megabytes.toFixed(1).padStart(6)} MB`);
  show("2 000 cycles of compile, run, release", released);
  show("2 000 graphs, sessions evicted", evicted);
  show("50 000 runs of a compiled function", compiled);
  show("5 000 runs of uncompiled tensors", eager);
}
