import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
let topic: Awaited<ReturnType<typeof kaviar.run>>;
beforeAll(async () => {
  topic = await kaviar.run("explain", "Leaky", "ReLU");
});

it("says what a thing is, however it is written, with its picture", async () => {
  expect(topic).toMatchObject({ code: 0, err: "" });
  expect(topic.out).toMatch(/^Leaky ReLU {2,}activation of @kaviar\/nn\n/);
  expect(topic.out).toContain('import { leakyRelu } from "@kaviar/nn";');
  expect(topic.out).toContain("its slope");
  expect(await kaviar.run("explain", "leaky_relu")).toEqual(topic);
});

it("gives programs the same as data, the numbers of the picture too", async () => {
  const { out } = await kaviar.run("explain", "relu", "--json");
  const { topics } = JSON.parse(out);
  expect(topics).toMatchObject([
    { key: "relu", kind: "activation", formula: "max(0, x)", api: [{ export: "relu", from: "@kaviar/nn" }] },
  ]);
  expect(topics[0].picture[1].points.at(-1)).toEqual([4, 1]);
});

it("compares a kind in a table, and lists everything without a topic", async () => {
  const table = await kaviar.run("explain", "losses");
  expect(table.out).toMatch(/^losses \(\d+\)\n\nloss +formula +use/);
  const list = await kaviar.run("explain");
  expect(list.out).toMatch(/^findings \(\d+\)$/m);
});

it("refuses a topic that is not there, with what may have been meant", async () => {
  const { code, out, err } = await kaviar.run("explain", "vanishing-gradeint");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain('There is no topic "vanishing-gradeint".\nDid you mean vanishing-gradient?');
  expect((await kaviar.run("explain", "zebra")).err).toContain("`kaviar explain` lists them all.");
});

it("says what the docs show of it", async () => {
  const page = readFileSync(new URL("../../../../docs/learning.md", import.meta.url), "utf8");
  const [, shown] = /^```\n\$ npx kaviar explain sigmoid\n(.*?)^```/ms.exec(page)!;
  expect((await kaviar.run("explain", "sigmoid")).out).toBe(shown);
});
