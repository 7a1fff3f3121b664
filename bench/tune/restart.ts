import { createStudy, float, random } from "@kaviar/tune";
import { startServer } from "../../packages/tune/test/storage/postgres-server.ts";

/** What a study waits for when its server is ended as by a crash, and is there again so many seconds later. */
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (const away of [0, 1, 5, 20]) {
  const server = await startServer();
  const study = await createStudy({ name: "restarts", storage: server.url, seed: 1, sampler: random() });
  const told: number[] = [];
  const running = study.optimize(
    { x: float(-5, 5) },
    async ({ x }) => {
      await wait(50);
      return x * x;
    },
    { trials: 1_000, concurrency: 8, log: [() => void told.push(performance.now())] },
  );
  while (told.length < 300) await wait(10);
  const ended = performance.now();
  await server.crash();
  await wait(away * 1000);
  await server.start();
  const back = performance.now();
  await running;
  const trials = study.trials;
  const first = told.find((at) => at > back)!;
  console.log(
    `away for ${((back - ended) / 1000).toFixed(1)} s: told again ${Math.round(first - back)} ms after,`,
    `${trials.filter(({ state }) => state === "complete").length} of ${trials.length} complete, ${told.length} told,`,
    `${study.history.trials.filter((trial) => trial!.attempt > 1).length} begun twice`,
  );
  await study.close();
  await server.stop();
}
