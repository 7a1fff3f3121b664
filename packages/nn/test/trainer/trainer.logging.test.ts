import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  adam,
  createTrainer,
  csvLog,
  dense,
  gradientReport,
  jsonLines,
  type Logger,
  lint,
  meanSquaredError,
  sequential,
  type TrainerEpoch,
  tanh,
  tensorBoard,
} from "../../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-trainer-logs-"));
});
afterAll(() => rm(folder, { recursive: true }));

const x = Array.from({ length: 32 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
const y = x.map(([a, b]) => [a! * b!]);
const trainer = createTrainer({
  networks: { network: sequential(dense(8), tanh, dense(1)) },
  optimizers: { network: adam({ rate: 0.01 }) },
  step: ({ network }, { x, y }, { update }) => ({
    squared: update("network", () => network(x).sub(y).square().mean()),
  }),
  validate: ({ network }, { x, y }) => ({ apart: network(x).sub(y).abs().mean() }),
});

const run = async (options: Parameters<typeof trainer.train>[1]) => {
  let last: Awaited<ReturnType<ReturnType<typeof trainer.train>["next"]>>["value"];
  for await (const epoch of trainer.train({ x, y }, { batchSize: 8, ...options })) last = epoch;
  return last!.history;
};

describe("trainer.train", () => {
  it("writes each epoch down by the names of its values, and goes on where a run is resumed", async () => {
    const file = (name: string) => join(folder, name);
    const log = [csvLog(file("run.csv")), jsonLines(file("run.jsonl"))];
    const options = { validation: 0.25, log, checkpoint: file("run.safetensors"), resume: true };
    await run({ ...options, epochs: 2 });
    const history = await run({ ...options, epochs: 3 });
    const [head, ...lines] = (await readFile(file("run.csv"), "utf8")).trimEnd().split("\n");
    expect(head).toBe("epoch,squared,validation.apart,steps,seconds");
    expect(lines.map((line) => line.split(",").slice(0, 4).map(Number))).toEqual(
      history.map(({ number, values, validation, steps }) => [number, values.squared, validation!.apart, steps]),
    );
    const records = (await readFile(file("run.jsonl"), "utf8")).trimEnd().split("\n");
    expect(records.map((record) => JSON.parse(record))).toEqual(history);
  });

  it("has TensorBoard draw the weights of each network, and no graph", async () => {
    await run({ epochs: 2, validation: 0.25, log: [tensorBoard(join(folder, "board"))] });
    const [events] = await readdir(join(folder, "board/training"));
    const text = (await readFile(join(folder, "board/training", events!))).toString("latin1");
    expect(text).toContain("squared");
    expect(text).toContain("network/dense/weight");
    expect(await readdir(join(folder, "board/validation"))).toHaveLength(1);
    const drawing = tensorBoard(join(folder, "drawn"), { pictures: () => ({}) });
    await expect(run({ epochs: 1, log: [drawing] })).rejects.toThrow(
      "`pictures` of tensorBoard are drawn of one model",
    );
  });

  it("tells logs before its caller, and who watches behind them; what they throw ends it", async () => {
    const heard: string[] = [];
    const own = (name: string): Logger<TrainerEpoch> => ({
      begin: () => ({
        epoch: async ({ number, models }) => void heard.push(`${name} ${number} ${Object.keys(models)}`),
      }),
    });
    for await (const { number } of trainer.train({ x, y }, { epochs: 1, log: [own("log")], watch: own("watch") }))
      heard.push(`caller ${number}`);
    expect(heard).toEqual(["log 1 network", "watch 1 network", "caller 1"]);
    const full: Logger<TrainerEpoch> = { begin: () => ({ epoch: () => Promise.reject(new Error("disk full")) }) };
    await expect(run({ epochs: 2, log: [full] })).rejects.toThrow("disk full");
    expect(() => trainer.train({ x, y }, { log: [csvLog as never] })).toThrow('Write log: [csvLog("run.csv")].');
    expect(() => trainer.train({ x, y }, { watch: "digits" as never })).toThrow("Write watch: dashboard.watch");
  });
});

it.each([
  ["lint", lint],
  ["gradientReport", gradientReport],
] as const)("%s trains nothing, and takes no log and nobody who watches", async (_, look) => {
  const model = sequential(dense(1));
  for (const odd of [{ log: [csvLog(join(folder, "none.csv"))] }, { watch: csvLog(join(folder, "none.csv")) }])
    await expect(look(model, { x, y }, { loss: meanSquaredError, ...odd })).rejects.toThrow(Object.keys(odd)[0]);
});
