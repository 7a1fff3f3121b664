import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { statistics } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { measureMemory } from "../../../../bench/memory.ts";

setFlagsFromString("--expose-gc");
globalThis.gc = runInNewContext("gc") as NonNullable<typeof globalThis.gc>;

// The whole of it, 2 000 cycles and 50 000 runs, is `npm run bench`; a leak of 50 kB a cycle (a session is more) shows here too.
it("memory stays flat over compiling, running and releasing", { timeout: 120_000 }, async () => {
  const grown = await measureMemory({ cycles: 300, runs: 3000 });
  for (const megabytes of Object.values(grown)) expect(megabytes).toBeLessThan(16);
  expect(statistics().sessions).toBeLessThanOrEqual(128);
});
