import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createStudy, float, random, type Trial, tensorBoard } from "@kaviar/tune";
import { expect, it } from "vitest";
import { temporaryFolder } from "../workers/module-file.ts";
import { examples } from "./example.ts";
import recorded from "./tensor-board.recorded.json" with { type: "json" };

const folder = temporaryFolder();

it("writes, byte for byte, the files in which TensorBoard's own reader saw what was to be seen", async () => {
  const log = tensorBoard(join(folder, "recorded"));
  for (const example of examples) await log(example);
  for (const [file, { bytes }] of Object.entries(recorded))
    expect(readFileSync(join(folder, "recorded", file)).toString("base64")).toBe(bytes);
  const [whole, failed] = Object.values(recorded).map(({ seen }) => seen);
  const at = (step: number, value: string) => [1_700_000_012.5, step, value];
  expect(whole).toEqual({
    scalars: {
      loss: [at(1, "1.0"), at(3, "0.5"), at(4, "0.25")],
      recall: [at(1, "0.0"), at(3, "nan"), at(4, "inf")],
    },
    params: {
      "a×b": "null",
      "kind.kind": "sgd",
      "kind.nesterov": true,
      "layers.0.units": 8,
      "layers.1.units": 16,
      rate: 0.1,
    },
    started: 1_700_000_000,
    ended: 1_700_000_012.5,
    status: 1,
  });
  expect(failed).toMatchObject({ scalars: {}, status: 2 });
});

it("has a folder for each trial of a run, and writes one that was logged before anew, not twice", async () => {
  const study = await createStudy({ sampler: random(), seed: 1 });
  const runs = join(folder, "runs");
  const log = tensorBoard(runs);
  await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 3, log: [log] });
  const files = () =>
    readdirSync(runs).map((run) =>
      readdirSync(join(runs, run)).map((name) => readFileSync(join(runs, run, name)).length),
    );
  const before = files();
  expect(readdirSync(runs)).toEqual(["trial-0000", "trial-0001", "trial-0002"]);
  for (const trial of study.trials) await log({ study, trial: trial as Trial });
  expect(files()).toEqual(before);
});

it("needs a folder", () => {
  expect(() => tensorBoard(undefined as never)).toThrow(expect.objectContaining({ code: "no-folder" }));
});
