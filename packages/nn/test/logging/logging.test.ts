import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createMetric,
  csvLog,
  dense,
  fit,
  jsonLines,
  type LoggedEpoch,
  type Logger,
  meanSquaredError,
  r2,
  sequential,
  train,
} from "../../src/index.ts";
import { linesOf } from "../../src/logging/contract/lines.ts";

const x = Array.from({ length: 24 }, (_, i) => [i / 12 - 1]);
const data = { x, y: x.map(([a]) => 2 * a!) };
const model = sequential(dense(1));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-"));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (name: string) => readFile(join(folder, name), "utf8");

/** Seconds are another number each time. */
const withoutSeconds = (csv: string): string[] => {
  const rows = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const at = rows[0]!.indexOf("seconds");
  return rows.map((row) => row.toSpliced(at, 1).join(","));
};

describe("csvLog and jsonLines", () => {
  it("have a line for each epoch, with what the epoch says", async () => {
    const log = [csvLog(join(folder, "deep/er/a.csv")), jsonLines(join(folder, "a.jsonl"))];
    const { history } = await fit(model, data, {
      loss: meanSquaredError,
      metrics: [r2],
      validation: 0.25,
      epochs: 3,
      log,
    });
    const [head, ...rows] = (await read("deep/er/a.csv")).trimEnd().split("\n");
    const columns = head!.split(",");
    expect(columns).toEqual(
      expect.arrayContaining([
        "epoch",
        "steps",
        "seconds",
        "loss",
        "r2",
        "validation.loss",
        "validation.r2",
        "rate",
        "gradientNorm",
      ]),
    );
    expect(rows).toHaveLength(3);
    rows.forEach((row, i) => {
      const cells = Object.fromEntries(row.split(",").map((cell, j) => [columns[j]!, Number(cell)]));
      const { number, loss, validation, rate, gradientNorm } = history[i]!;
      expect(cells).toMatchObject({ epoch: number, loss, "validation.loss": validation!.loss, rate, gradientNorm });
      expect(cells["validation.r2"]).toBe(validation!.metrics.r2);
    });
    const lines = (await read("a.jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(history);
  });

  it("go on where a resumed run does: the file of a run in one go, whatever a killed one has left", async () => {
    const options = { loss: meanSquaredError, seed: 4 };
    const whole = { ...options, epochs: 5, log: [csvLog(join(folder, "whole.csv"))] };
    await fit(model, data, whole);
    const log = [csvLog(join(folder, "parts.csv")), jsonLines(join(folder, "parts.jsonl"))];
    const parts = { ...options, checkpoint: { file: join(folder, "parts.safetensors"), every: 2 }, resume: true, log };
    for await (const epoch of train(model, data, { ...parts, epochs: 5 })) if (epoch.number === 3) break;
    await appendFile(join(folder, "parts.csv"), "4,4,0.0");
    await fit(model, data, { ...parts, epochs: 5 });
    expect(withoutSeconds(await read("parts.csv"))).toEqual(withoutSeconds(await read("whole.csv")));
    expect((await read("parts.jsonl")).trimEnd().split("\n")).toHaveLength(5);
    // What is over is said once more, and changes nothing.
    await fit(model, data, { ...parts, epochs: 5 });
    expect(withoutSeconds(await read("parts.csv"))).toEqual(withoutSeconds(await read("whole.csv")));
  });

  it("a run that is not resumed begins them anew", async () => {
    const log = [csvLog(join(folder, "anew.csv"))];
    await fit(model, data, { loss: meanSquaredError, epochs: 4, log });
    await fit(model, data, { loss: meanSquaredError, epochs: 2, log });
    expect((await read("anew.csv")).trimEnd().split("\n")).toHaveLength(3);
  });

  it("names with commas, quotes and line ends stay one cell; NaN stays NaN", async () => {
    const about = { name: "Odd", formula: "NaN", use: "here", pitfall: "none", reference: "here" };
    const odd = createMetric('a, "b"\nc', "lower", about, () => Number.NaN);
    const log = [csvLog(join(folder, "odd.csv")), jsonLines(join(folder, "odd.jsonl"))];
    await fit(model, data, { loss: meanSquaredError, metrics: [odd], epochs: 1, log });
    const text = await read("odd.csv");
    const start = text.indexOf('"a, ""b""\nc"');
    expect(start).toBeGreaterThan(0);
    const before = text.slice(0, start).split(",").length - 1;
    expect(text.trimEnd().split("\n").at(-1)!.split(",")[before]).toBe("NaN");
    expect(JSON.parse(await read("odd.jsonl")).metrics['a, "b"\nc']).toBe("NaN");
  });

  it("a column that comes later has the file written anew", async () => {
    const log = linesOf(join(folder, "late.txt"), {
      head: (history) => `${Object.keys(history.at(-1)!).join(" ")}\n`,
      line: (record) => Object.values(record).join(" "),
    });
    const record = { number: 1, steps: 2, seconds: 3, loss: 4 };
    await log.epoch({ history: [record] } as unknown as LoggedEpoch);
    await log.epoch({ history: [record, { ...record, number: 2, more: 5 }] } as unknown as LoggedEpoch);
    expect(await read("late.txt")).toBe("number steps seconds loss more\n1 2 3 4\n2 2 3 4 5\n");
  });
});

describe("a log of one's own", () => {
  it("hears of an epoch before the caller, also for who begins it by hand; what it throws ends the run", async () => {
    const heard: string[] = [];
    const own: Logger = { begin: () => ({ epoch: async ({ number }) => void heard.push(`log ${number}`) }) };
    const options = { loss: meanSquaredError, epochs: 2 };
    for await (const { number } of train(model, data, { ...options, log: [own] })) heard.push(`caller ${number}`);
    const log = own.begin();
    for await (const epoch of train(model, data, options)) await log.epoch(epoch);
    expect(heard).toEqual(["log 1", "caller 1", "log 2", "caller 2", "log 1", "log 2"]);
    const begun: string[] = [];
    const watch: Logger = {
      begin: () => ({
        epoch: async ({ number, epochs, findings }) => void begun.push(`${number}/${epochs} ${findings.length}`),
      }),
    };
    await fit(model, data, { ...options, log: [own], watch });
    expect(begun).toEqual(["1/2 0", "2/2 0"]);
    await expect(fit(model, data, { ...options, watch: true as never })).rejects.toThrow("dashboard.watch(");
    const full: Logger = { begin: () => ({ epoch: () => Promise.reject(new Error("disk full")) }) };
    await expect(fit(model, data, { ...options, log: [full] })).rejects.toThrow("disk full");
    await expect(fit(model, data, { ...options, log: [csvLog as never] })).rejects.toThrow("csvLog");
  });
});
