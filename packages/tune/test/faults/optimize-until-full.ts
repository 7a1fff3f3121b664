import { createStudy, float, random, type TuneError } from "@kaviar/tune";

const study = await createStudy({ name: "full", storage: process.argv[2]!, seed: 1, sampler: random() });
let told = 0;
(async () => {
  for await (const event of study.events) if (event.kind === "told" && event.trial.state === "complete") told++;
})();
const error = await study
  .optimize(
    { x: float(0, 1) },
    async ({ x }, trial) => {
      await trial.setAttribute("ballast", "x".repeat(8000));
      return x;
    },
    { trials: 10_000 },
  )
  .then(
    () => undefined,
    (thrown: TuneError) => thrown,
  );
await new Promise((done) => setTimeout(done, 10));
console.log(JSON.stringify({ told, code: error?.code, message: error?.message }));
process.exit(0);
