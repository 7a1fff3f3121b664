import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { openStudy } from "@kaviar/tune";
import { expect, it } from "vitest";
import { startStandIn } from "../artifacts/s3/stand-in.ts";
import { temporaryFolder } from "../workers/module-file.ts";
import { bundled } from "./bundled.ts";

const kills = Number(process.env.KAVIAR_TEST_KILLS ?? 20);
const trials = kills;

it(`goes on from whole checkpoints when ${kills} processes with disks of their own are killed or ended`, async () => {
  const folder = temporaryFolder();
  const file = join(folder, "kaviar.db");
  const bucket = await startStandIn();
  const script = bundled("go-on-until-killed.ts");
  const start = (disk: string): ChildProcess =>
    spawn(process.execPath, [script, file, join(folder, disk), "s3://artifacts/runs", String(trials)], {
      env: { ...process.env, ...bucket.environment },
      stdio: ["ignore", "pipe", "ignore"],
    });
  /** Whether it has reported so often before it ended. */
  const reported = (child: ChildProcess, times: number) =>
    new Promise<boolean>((resolve) => {
      let lines = 0;
      child.stdout!.on("data", (text) => {
        lines += String(text).split("\n").length - 1;
        if (lines >= times) resolve(true);
      });
      child.once("exit", () => resolve(false));
    });
  const count = { SIGKILL: 0, SIGTERM: 0 };
  // Two machines at once; what one of them leaves, the other may go on with.
  const keepKilling = async (disk: string) => {
    while (count.SIGKILL + count.SIGTERM < kills) {
      const child = start(disk);
      if (!(await reported(child, Math.ceil(Math.random() * 20)))) return;
      if (child.exitCode !== null) return;
      const ended = new Promise((done) => child.once("exit", done));
      const signal = Math.random() < 0.5 ? "SIGKILL" : "SIGTERM";
      if (child.kill(signal)) count[signal]++;
      await ended;
    }
  };
  await Promise.all([keepKilling("disk-a"), keepKilling("disk-b")]);
  const last = start("disk-a");
  expect(await new Promise((done) => last.once("exit", done))).toBe(0);
  await bucket.stop();

  const study = await openStudy("killed", { storage: `sqlite:${file}` });
  const states: Record<string, number> = {};
  for (const { state } of study.trials) states[state] = (states[state] ?? 0) + 1;
  const begun = study.trials.map(({ attributes }) =>
    Object.values(attributes).map((began) => {
      const [disk, epoch] = String(began).split(" ");
      return { disk, epoch: Number(epoch) };
    }),
  );
  const moved = begun.filter((of) => new Set(of.map(({ disk }) => disk)).size > 1 && of.some(({ epoch }) => epoch > 0));
  const torn = begun.flat().filter(({ epoch }) => epoch < 0);
  console.log(
    `ended ${JSON.stringify(count)}; trials by state: ${JSON.stringify(states)}; begun ${begun.flat().length} times, ${begun.flat().filter(({ epoch }) => epoch > 0).length} from a checkpoint, ${torn.length} from half of one; ${moved.length} trials went on on both disks`,
  );
  expect(torn).toEqual([]);
  expect(study.trials.map(({ number }) => number)).toEqual(Array.from({ length: trials }, (_, i) => i));
  for (const { state, error } of study.trials)
    if (state === "failed") expect(error).toContain("died 2 times");
    else expect(state).toBe("complete");
  expect(moved.length).toBeGreaterThan(0);
  await study.close();
}, 180_000);
