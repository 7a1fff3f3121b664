import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  createStudy,
  float,
  type LiveTrial,
  openStorage,
  openStudy,
  populationBased,
  type Storage,
  studyFolder,
} from "@kaviar/tune";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type StandIn, startStandIn } from "../artifacts/s3/stand-in.ts";
import { bundled } from "../faults/bundled.ts";
import { temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const before = { ...process.env };
let bucket: StandIn;
beforeAll(async () => {
  bucket = await startStandIn();
  Object.assign(process.env, bucket.environment);
});
afterAll(async () => {
  await bucket.stop();
  process.env = before;
});

const space = { x: float(0, 1) };
const patient = { timeout: 30_000 };

/** A study as machines have it that share a storage and a bucket, each with a disk of its own. */
const machines = async (name: string, artifacts = `s3://artifacts/${name}`) => {
  const storage = await openStorage(`sqlite:${join(folder, `${name}.db`)}`);
  const on = (machine: string): Storage => ({ ...storage, folder: join(folder, `${name}-${machine}`) });
  const open = (machine: string, more = {}) => createStudy({ name, storage: on(machine), artifacts, seed: 1, ...more });
  const trials = async () => (await storage.changes((await storage.studies())[0]!.id, 0)).trials;
  const saved = async (number: number) => (await trials())[number]?.attributes["kaviar:checkpoint:saved"];
  const ofStudy = async (machine: string) => studyFolder(on(machine).folder!, (await storage.studies())[0]!);
  return { storage, open, trials, saved, ofStudy };
};

const write = (trial: Pick<LiveTrial, "checkpoint">, epoch: number) => {
  mkdirSync(join(trial.checkpoint, "weights"), { recursive: true });
  writeFileSync(join(trial.checkpoint, "weights/данные 1.bin"), `epoch ${epoch}`, { mode: 0o640 });
  writeFileSync(join(trial.checkpoint, "empty"), "");
  rmSync(join(trial.checkpoint, "latest"), { force: true });
  symlinkSync("weights/данные 1.bin", join(trial.checkpoint, "latest"));
};
const read = (trial: Pick<LiveTrial, "checkpoint">) => readFileSync(join(trial.checkpoint, "latest"), "utf8");

it.each(["a bucket", "a folder"])("goes with its trial from machine to machine through %s", async (kind) => {
  const name = kind.replace(" ", "-");
  const { storage, open, saved, ofStudy } = await machines(
    name,
    kind === "a folder" ? join(folder, "shared") : undefined,
  );
  const first = await open("a");
  const begun = await first.ask(space);
  expect(readdirSync(begun.checkpoint)).toEqual([]);
  write(begun, 1);
  await begun.report(1, 1);
  await expect.poll(() => saved(0), patient).toBeTruthy();
  await first.close();

  const second = await open("b");
  const went = await second.ask(space);
  expect([went.number, read(went), readlinkSync(join(went.checkpoint, "latest"))]).toEqual([
    0,
    "epoch 1",
    "weights/данные 1.bin",
  ]);
  expect(went.checkpoint).not.toBe(begun.checkpoint);
  expect(readdirSync(went.checkpoint).sort()).toEqual(["empty", "latest", "weights"]);
  const onlyOne = await saved(0);
  write(went, 2);
  await went.report(1, 2);
  await expect.poll(() => saved(0), patient).not.toEqual(onlyOne);
  await second.close();

  // The first machine has one of its own, which is older.
  const third = await open("a");
  const back = await third.ask(space);
  expect(read(back)).toBe("epoch 2");
  write(back, 3);
  await third.tell(back, 0.5);
  await third.close();
  expect(readdirSync(await ofStudy("a")).sort()).toEqual(["0", "0.saved"]);

  // One of them is kept: what was saved before it is gone.
  const study = (await storage.studies())[0]!;
  const parts =
    kind === "a folder" ? readdirSync(join(folder, "shared"), { recursive: true }) : [...bucket.objects.keys()];
  const ids = parts.map(String).filter((key) => /checkpoints\/0\/[\w-]+\/[0-9a-f]{64}$/.test(key));
  expect(ids).toHaveLength(3);
  await storage.deleteStudy(study.id);
  const left = kind === "a folder" ? readdirSync(join(folder, "shared")) : [...bucket.objects.keys()];
  expect(left).toEqual([]);
  await storage.close();
});

it("is taken from the disk where that has it already, or has gone on from it", async () => {
  const { storage, open, saved } = await machines("same");
  const first = await open("a");
  const begun = await first.ask(space);
  write(begun, 1);
  await begun.report(1, 1);
  await expect.poll(() => saved(0), patient).toBeTruthy();
  write(begun, 2);
  await first.close();
  bucket.asked.length = 0;
  const again = await open("a");
  expect(read(await again.ask(space))).toBe("epoch 2");
  expect(bucket.asked).toEqual([]);
  await again.close();
  await storage.close();
});

it("is not there for others while it is half saved, nor where somebody else runs its trial by now", async () => {
  const { storage, open, trials, saved } = await machines("half");
  const first = await open("a");
  const begun = await first.ask(space);
  write(begun, 1);
  let puts = 0;
  bucket.fault = ({ method }, response) => {
    if (method !== "PUT" || ++puts < 2) return false;
    response.writeHead(403).end();
    return true;
  };
  await begun.report(1, 1);
  await expect.poll(() => puts, patient).toBe(2);
  bucket.fault = undefined;
  expect(await saved(0)).toBeUndefined();
  await first.close();

  const second = await open("b");
  const { id } = (await storage.studies())[0]!;
  const objects = bucket.objects.size;
  const found: string[][] = [];
  await second.optimize(
    space,
    async ({ x }, trial) => {
      found.push(readdirSync(trial.checkpoint));
      write(trial, 5);
      const { owner } = (await trials())[0]!;
      await storage.update(id, 0, { owner: "somebody else" }, { owner: owner! });
      return x;
    },
    { trials: 1 },
  );
  expect(found).toEqual([[]]);
  expect((await trials())[0]).toMatchObject({ state: "running", owner: "somebody else" });
  expect(await saved(0)).toBeUndefined();
  expect(bucket.objects.size).toBe(objects);
  await second.close();
  await storage.close();
});

it("of a trial that ran elsewhere is what a clone of it begins from", async () => {
  const { storage, open, trials } = await machines("clones");
  const sampler = () => populationBased({ population: 3 });
  const objective = ({ x }: { x: number }, trial: LiveTrial) => {
    const found = existsSync(join(trial.checkpoint, "latest")) ? read(trial) : "nothing";
    write(trial, trial.number);
    return trial.setAttribute("found", found).then(() => x);
  };
  const first = await open("a", { sampler: sampler() });
  await first.optimize(space, objective, { trials: 6 });
  await first.close();
  const second = await open("b", { sampler: sampler() });
  await second.optimize(space, objective, { trials: 12 });
  await second.close();
  const later = (await trials()).filter(({ number, cloneOf }) => number >= 6 && cloneOf !== undefined);
  expect(later.length).toBeGreaterThan(0);
  for (const { attributes, cloneOf } of later) expect(attributes.found).toBe(`epoch ${cloneOf}`);
  await storage.close();
});

it("is saved by SIGTERM, before its trial waits for another machine", async () => {
  const script = bundled("wait-until-ended.ts");
  const on = (machine: string) =>
    spawn(process.execPath, [script, join(folder, "ended.db"), join(folder, machine), "s3://artifacts/ended"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  const first = on("first");
  await once(first.stdout, "data");
  first.kill("SIGTERM");
  expect(await once(first, "exit")).toEqual([143, null]);
  const second = on("second");
  expect(await once(second, "exit")).toEqual([0, null]);
  const study = await openStudy("ended", { storage: `sqlite:${join(folder, "ended.db")}` });
  // The first report is saved beside the trial; what came half a minute too early for the next one by the signal.
  expect(study.trials.map(({ state, value }) => [state, value])).toEqual([["complete", 2]]);
  await study.close();
}, 60_000);
