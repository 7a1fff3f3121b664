import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createStudy, float, openStorage, random } from "@kaviar/tune";

const [file, disk, artifacts, trials] = process.argv.slice(2);
const storage = { ...(await openStorage(`sqlite:${file}`)), folder: disk };
const study = await createStudy({ name: "killed", storage, artifacts: artifacts!, seed: 1, sampler: random() });
const epochs = 12;
const parts = ["a", "b", "c"];

/** The last epoch that a checkpoint has; −1 where it is not all of one epoch. */
const epochIn = (folder: string): number => {
  const found = readdirSync(folder).filter((name) => /^e\d+$/.test(name));
  if (found.length === 0) return 0;
  const epoch = Math.max(...found.map((name) => Number(name.slice(1))));
  const isWhole = parts.every((part) => {
    const place = join(folder, `e${epoch}`, part);
    return existsSync(place) && readFileSync(place).equals(Buffer.alloc(200_000, epoch));
  });
  return isWhole ? epoch : -1;
};

await study.optimize(
  { x: float(0, 1) },
  async ({ x }, trial) => {
    const from = epochIn(trial.checkpoint);
    await trial.setAttribute(`began ${crypto.randomUUID()}`, `${disk!.at(-1)} ${from}`);
    for (let epoch = from + 1; epoch <= epochs; epoch++) {
      const made = join(trial.checkpoint, "made");
      rmSync(made, { recursive: true, force: true });
      mkdirSync(made);
      for (const part of parts) writeFileSync(join(made, part), Buffer.alloc(200_000, epoch));
      renameSync(made, join(trial.checkpoint, `e${epoch}`));
      rmSync(join(trial.checkpoint, `e${epoch - 1}`), { recursive: true, force: true });
      await trial.report(x, epoch);
      console.log("reported");
      await new Promise((done) => setTimeout(done, Math.random() * 20));
    }
    return x;
  },
  { trials: Number(trials), concurrency: 2 },
);
await study.close();
