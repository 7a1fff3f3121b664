import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createStudy, float, openStorage } from "@kaviar/tune";

const [file, disk, artifacts] = process.argv.slice(2);
const storage = { ...(await openStorage(`sqlite:${file}`)), folder: disk };
const study = await createStudy({ name: "ended", storage, artifacts: artifacts!, seed: 1 });
await study.optimize(
  { x: float(0, 1) },
  async ({ x }, trial) => {
    const kept = join(trial.checkpoint, "epoch");
    const from = existsSync(kept) ? Number(readFileSync(kept, "utf8")) : 0;
    if (from > 0) return from;
    writeFileSync(kept, "1");
    await trial.report(x, 1);
    writeFileSync(kept, "2");
    await trial.report(x, 2);
    console.log("waiting");
    await new Promise((_, reject) => trial.signal.addEventListener("abort", () => reject(new Error("ended"))));
    return x;
  },
  { trials: 1 },
);
await study.close();
