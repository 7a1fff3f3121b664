import { cellsOf, styleFor } from "@kaviar/base/text";
import { describe, expect, it } from "vitest";
import { comparison } from "../../src/learning/comparison.ts";
import { explanation } from "../../src/learning/explanation.ts";
import { type Kind, tables } from "../../src/learning/kinds.ts";
import { listing } from "../../src/learning/listing.ts";
import { pictureOf } from "../../src/learning/pictures/index.ts";
import { topics } from "../../src/learning/topics.ts";

const all = await topics();
const style = styleFor({});
const kinds = Object.keys(tables) as Kind[];
const of = (kind: Kind) => all.filter((topic) => topic.kind === kind);
const topicOf = (kind: Kind, key: string) => of(kind).find((topic) => topic.key === key)!;
const tooWide = (lines: readonly string[], columns: number) => lines.filter((line) => cellsOf(line) > columns);

describe.each([60, 80, 200])("in a terminal of %d columns", (columns) => {
  it("no line is longer, of the list, of any table, of any topic", () => {
    expect(tooWide(listing(all, { columns, style }), columns)).toEqual([]);
    for (const kind of kinds) expect(tooWide(comparison(kind, of(kind), { columns, style }), columns)).toEqual([]);
    const lines = all.flatMap((topic) => explanation(topic, undefined, { columns, style }));
    expect(tooWide(lines, columns)).toEqual([]);
  });
});

it.each([80, 200])("a table of %d columns says every word of its columns", (columns) => {
  const words = comparison("pruner", of("pruner"), { columns, style }).join(" ").split(/\s+/);
  for (const { key, formula, use } of of("pruner"))
    for (const word of `${key} ${formula} ${use}`.split(/\s+/)) expect(words).toContain(word);
});

it("a name that is too long for its column is cut where a word of it ends", () => {
  const lines = comparison("finding", of("finding"), { columns: 80, style });
  const at = lines.findIndex((line) => line.startsWith("activation-loss- "));
  expect(lines[at + 1]).toMatch(/^mismatch /);
});

it("the list has every topic", () => {
  const words = listing(all, { columns: 80, style }).join(" ").split(/\s+/);
  expect(all.filter(({ key }) => !words.includes(key)).map(({ key }) => key)).toEqual([]);
});

it("options are told with what they must be, and what they are where they are left out", () => {
  const lines = explanation(topicOf("optimizer", "ftrl"), undefined, { columns: 100, style }).join("\n");
  expect(lines).toContain("ftrl(given?: FtrlOptions): Link");
  expect(lines).toContain("accumulator: greater than 0; 0.1 unless said. Where the sums of squared gradients begin.");
});

it("what has no card is told by its signature, comment, options and example", () => {
  const lines = explanation(topicOf("function", "fit"), undefined, { columns: 100, style }).join("\n");
  for (const part of [
    "`train`, drained".replaceAll("`", ""),
    "epochs: a whole number ≥ 1; 10 unless said. Passes over",
    "const trained = await fit(",
    "docs/reference/nn.md",
  ])
    expect(lines).toContain(part);
});

it("a topic is told whole", async () => {
  const topic = topicOf("activation", "relu6");
  const lines = explanation(topic, await pictureOf(topic), { columns: 100, style });
  expect(tooWide(lines, 100)).toEqual([]);
  expect(lines.slice(0, 10)).toEqual([
    `ReLU6${" ".repeat(100 - 5 - 24)}activation of @kaviar/nn`,
    "",
    "  formula   min(max(x, 0), 6)",
    "  range     [0, 6]",
    `  use       ${topic.use}`,
    `  pitfall   ${topic.pitfall}`,
    '  in code   import { relu6 } from "@kaviar/nn";',
    "            relu6: Activation",
    `  source    ${topic.reference}`,
    "  see also  relu, hardTanh",
  ]);
  expect(lines).toHaveLength(10 + 1 + 12);
});

it("a finding says what helps, and has no import", () => {
  const text = explanation(topicOf("finding", "dying-relu"), undefined, { columns: 100, style }).join("\n");
  expect(text).toContain("what helps  1. ");
  expect(text).not.toContain("import");
});
