import { renderFinding } from "@kaviar/base/finding";
import { fold, oneLine, padEnd, plural, type Style } from "@kaviar/base/text";
import type { Choice, RecommendedPart } from "@kaviar/nn";
import type { Profile } from "@kaviar/tabular";
import { inLines } from "../learning/lay-out.ts";
import type { TableRecommendation } from "./recommend-table.ts";

interface Page {
  readonly columns: number;
  readonly style: Style;
}

/** What choices are called. */
const partNames: { readonly [Part in RecommendedPart | "pipeline" | "metric" | "score"]: string } = {
  pipeline: "pipeline",
  metric: "metric",
  score: "score",
  task: "task",
  normalization: "inputs",
  layers: "hidden layers",
  activation: "activation",
  initializer: "initializer",
  output: "last layer",
  loss: "loss",
  optimizer: "optimizer",
  batchSize: "batch size",
  epochs: "epochs",
  regularization: "regularization",
  balance: "balance",
  metrics: "metrics",
};

const nameCells = Math.max(...Object.values(partNames).map((name) => name.length));

/** Alternatives that are read; the data have all of them. */
const mostAlternatives = 2;

/** What to begin with, to be read. */
export const recommendationLines = (found: TableRecommendation, page: Page): readonly string[] => {
  const { style, columns } = page;
  const { file, described, command, table, network, findings } = found;
  return [
    ...fold(`${style.bold(oneLine(file))}  ${described.join("; ")}`, columns),
    ...warnings(findings, page),
    "",
    style.bold("A model of the table"),
    ...Object.entries(table).flatMap(([part, choice]) => choiceLines(part as keyof typeof table, choice, page)),
    "",
    "  To search for a better one:",
    `  ${style.bold(command)}`,
    "",
    style.bold("A network"),
    ...Object.entries(network.choices)
      .filter(([, { choice, instead }]) => choice !== "none" || instead.length > 0)
      .flatMap(([part, choice]) => choiceLines(part as RecommendedPart, choice, page)),
    "",
    style.bold("The network as a program"),
    ...inLines(
      "x are the columns behind impute() and encode(), as numbers; y is the target. network() of @kaviar/tabular takes a table as it is.",
      columns - 2,
    ).map((line) => style.dim(`  ${line}`)),
    "",
    ...network.code.split("\n").flatMap((line) => codeLines(line, columns)),
  ];
};

/** A line of code, set in; of a long import the names stand on lines of their own. */
const codeLines = (line: string, columns: number): readonly string[] => {
  const [, names, rest] = /^import \{ (.*) \}( from .*)$/.exec(line) ?? [];
  if (line === "") return [""];
  if (names === undefined || line.length + 2 <= columns) return [`  ${line}`];
  return ["  import {", ...inLines(`${names},`, columns - 4).map((each) => `    ${each}`), `  }${rest}`];
};

const warnings = (findings: Profile["findings"], { columns, style }: Page): readonly string[] => {
  const problems = findings.filter(({ severity }) => severity === "problem");
  if (problems.length === 0) return [];
  return [
    "",
    style.bold(`Before that: ${plural(problems.length, "thing")} in the data to look at`),
    ...problems.flatMap((finding) => renderFinding(finding).flatMap((line) => fold(`  ${line}`, columns))),
  ];
};

const choiceLines = (
  part: keyof typeof partNames,
  { choice, why, instead, topic }: Choice,
  { columns, style }: Page,
): readonly string[] => {
  const width = columns - nameCells - 4;
  const beside = (name: string, lines: readonly string[]) =>
    lines.map((line, i) => `  ${padEnd(i === 0 ? name : "", nameCells)}  ${line}`);
  return [
    "",
    ...beside(style.dim(partNames[part]), inLines(choice, width).map(style.bold)),
    ...beside("", inLines(why, width)),
    ...instead
      .slice(0, mostAlternatives)
      .flatMap((other) => beside("", inLines(`or ${other.choice}, when ${other.when}`, width).map(style.dim))),
    ...beside("", [style.cyan(`kaviar explain ${topic}`)]),
  ];
};
