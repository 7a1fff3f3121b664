import { recommend } from "@kaviar/nn";
import { table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { lookUp } from "../../src/learning/look-up.ts";
import { recommendTable } from "../../src/recommending/recommend-table.ts";

const rows = (of: (i: number) => unknown) => Array.from({ length: 60 }, (_, i) => of(i));
const x = rows((i) => [Math.sin(i), Math.cos(3 * i)]);
const targets = {
  binary: rows((i) => i % 2),
  classes: rows((i) => ["a", "b", "c"][i % 3]),
  oneHot: rows((i) => [0, 1, 2].map((j) => Number(i % 3 === j))),
  labels: rows((i) => [i % 2, Number(i % 3 > 0)]),
  signs: rows((i) => (i % 2 ? 1 : -1)),
  numbers: rows((i) => Math.sin(i) - 0.5),
  outliers: rows((i) => (i === 7 ? 1e4 : Math.sin(i))),
  counts: rows((i) => [0, 1, 2, 1, 0, 3, 0, 1, 9, 5][i % 10]! + (i === 3 ? 20 : 0)),
  shares: rows((i) => (1 + Math.sin(i)) / 3 + 0.1),
  autoencoder: undefined,
};
const inputs = {
  images: rows(
    (i) =>
      [
        rows((j) => [i, j])
          .slice(0, 8)
          .map(() => rows((k) => Number(k === i)).slice(0, 8)),
      ][0],
  ).map((image) => [image]),
  sequences: rows((i) => rows((t) => [Math.sin(i + (t as unknown as number)), 1]).slice(0, 5)),
  tokens: rows((i) => Int32Array.of(i % 7, i % 5, 0)),
  sparse: rows((i) => rows((j) => Number(i % 20 === j)).slice(0, 30)),
};

describe("recommendations", () => {
  it("have topics that kaviar explain knows", async () => {
    const found = await Promise.all([
      ...Object.values(targets).map((y) => recommend({ x, ...(y && { y }) } as never)),
      ...Object.values(inputs).map((each) => recommend({ x: each, y: targets.binary } as never)),
    ]);
    const { table: choices } = await recommendTable(
      "rows.csv",
      table({ a: rows((i) => i), y: targets.classes } as never),
      "y",
    );
    const topics = new Set(
      [...found.flatMap((each) => Object.values(each.choices)), ...Object.values(choices)].map(({ topic }) => topic),
    );
    const unknown: string[] = [];
    for (const topic of [...topics, "boosting", "ridge", "logisticRegression"])
      if ((await lookUp(topic)) === undefined) unknown.push(topic);
    expect(unknown).toEqual([]);
  });

  it("take numbers for numbers where a search does, and leave out rows without a target", async () => {
    const amounts = rows((i) => (i === 5 ? null : i % 10));
    const { network, table: choices } = await recommendTable(
      "rows.csv",
      table({ a: rows((i) => Math.sin(i)), y: amounts } as never),
      "y",
    );
    expect(network.task).toBe("numbers");
    expect(choices.metric.choice).toBe("rmse");
    expect(choices.pipeline.why).toContain("59 rows are few");
  });

  it("ask for time where there is a date", async () => {
    const day = rows((i) => new Date(Date.UTC(2024, 0, 1 + i)));
    const dated = table({ day, a: rows((i) => Math.sin(i)), y: targets.classes } as never);
    const { table: choices } = await recommendTable("rows.csv", dated, "y");
    expect(choices.score.choice).toBe("--time-column day");
  });
});
