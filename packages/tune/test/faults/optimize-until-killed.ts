import { createStudy, float, random } from "@kaviar/tune";

const [storage, trials] = process.argv.slice(2);
const study = await createStudy({ name: "killed", storage: storage!, seed: 1, sampler: random() });
console.log("working");
await study.optimize(
  { x: float(0, 1) },
  async ({ x }, trial) => {
    await trial.report(x, 0);
    await new Promise((done) => setTimeout(done, Math.random() * 10));
    return x;
  },
  { trials: Number(trials) },
);
await study.close();
