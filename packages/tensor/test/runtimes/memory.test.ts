import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { statistics } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { measureMemory } from "../../../../bench/memory.ts";

setFlagsFromString("--expose-gc");
globalThis.gc = runInNewContext("gc") as NonNullable<typeof globalThis.gc>;

// The whole of it, 2 000 cycles and 50 000 runs, is `npm run bench`; a leak of 10 kB a cycle shows here too.
it("memory stays flat over compiling, running and releasing", { timeout: 120_000 }, async () => {
  const grown = await measureMemory({ cycles: 600, runs: 6000 });
  for (const megabytes of Object.values(grown)) expect(megabytes).toBeLessThan(10);
  expect(statistics().sessions).toBeLessThanOrEqual(128);
});
