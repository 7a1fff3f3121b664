import { createStudy, float, random } from "@kaviar/tune";
import { startServer } from "../../packages/tune/test/storage/postgres-server.ts";

const server = await startServer();
for (const q of ["", "?commit_delay=8000&commit_siblings=0"])
  for (const c of [1, 16, 128]) {
    const study = await createStudy({
      name: `asks${c}${q.length}`,
      storage: server.url + q,
      seed: 1,
      sampler: random(),
    });
    const n = c === 1 ? 200 : 1500;
    const t = performance.now();
    await study.optimize({ x: float(-5, 5), y: float(-5, 5) }, async ({ x, y }) => x * x + y * y, {
      trials: n,
      concurrency: c,
    });
    console.log(q || "flushed", "concurrency", c, Math.round(n / ((performance.now() - t) / 1000)), "trials/s");
    await study.close();
  }
await server.stop();
