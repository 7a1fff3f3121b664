import { createStudy, float, random } from "@kaviar/tune";
import { type Server, startServer } from "../../packages/tune/test/storage/postgres-server.ts";

/** What a study waits for when its server is ended as by a crash, and is there again so many seconds later, or a standby is. */
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const measure = async (what: string, storage: string, server: Server, comesBack: () => Promise<void>) => {
  const study = await createStudy({ name: "restarts", storage, seed: 1, sampler: random() });
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
  await comesBack();
  const back = performance.now();
  await running;
  const trials = study.trials;
  const first = told.find((at) => at > back)!;
  console.log(
    `${what}, away for ${((back - ended) / 1000).toFixed(1)} s: told again ${Math.round(first - back)} ms after,`,
    `${trials.filter(({ state }) => state === "complete").length} of ${trials.length} complete, ${told.length} told,`,
    `${study.history.trials.filter((trial) => trial!.attempt > 1).length} begun twice`,
  );
  await study.close();
};

for (const away of [0, 1, 5, 20]) {
  const server = await startServer();
  await measure("started again", server.url, server, async () => {
    await wait(away * 1000);
    await server.start();
  });
  await server.stop();
}

for (const away of [0, 1, 5, 20]) {
  const primary = await startServer();
  const standby = await primary.standby();
  const both = [primary, standby].map(({ url }) => new URL(url).host).join(",");
  await measure("a standby promoted", `postgres://tuner:secret@${both}/postgres`, primary, async () => {
    await wait(away * 1000);
    await standby.promote();
  });
  await standby.stop();
  await primary.stop();
}
