import { after, call } from "./code/code.ts";
import { createImports, type Imports, importLine } from "./code/imports.ts";
import { layout } from "./code/layout.ts";
import { chainCode, fieldOf, metricCode, recordCode } from "./code/value.ts";
import { type Found, type FoundPipeline, readFound } from "./found.ts";
import { inOneLine, scoreWords } from "./words.ts";

/**
 * A program in TypeScript that scores a pipeline as it was scored when it was found, to the last bit, fits it to all rows,
 * and saves it.
 *
 * ```ts
 * const code = pipelineTs({ pipeline: pipe, data: "churn.csv", target: "churned", metric: rocAuc, score: 0.921 });
 * await writeFile("pipeline.ts", code);                    // npx tsx pipeline.ts churn.csv
 * ```
 * It imports what @kaviar/tabular exports and nothing else: steps and functions of your own are refused. Numbers are
 * written in full, options that are the usual ones are left out.
 */
export const pipelineTs = (given: FoundPipeline): string => {
  const found = readFound(given);
  const imports = createImports(importLine);
  const body = [...readingLines(found, imports), "", pipeLine(found, imports), "", ...scoringLines(found, imports)];
  return [heading(found), imports.lines(), "", ...body, ...fittingLines(found, imports), ""].join("\n");
};

const heading = ({ target, metric, score, std, folds }: Found): string => {
  const known = score === undefined ? "" : ` Its score when it was found: ${scoreWords(metric, score, std, folds)}.`;
  return `// Written by kaviar: predicts ${inOneLine(target)}.${known}
// npm install @kaviar/tabular @kaviar/nn @duckdb/node-api && npx tsx pipeline.ts table.csv model.onnx`;
};

const tabular = "@kaviar/tabular";

const readingLines = ({ data, without, holdout, ...found }: Found, imports: Imports): string[] => {
  imports.add(tabular, "readTable");
  const file = `process.argv[2] ?? ${JSON.stringify(data)}`;
  const lines = [`const rows = await readTable(${file});`];
  if (without.length > 0) {
    lines[0] = `const read = await readTable(${file});`;
    lines.push(
      "// Columns that say nothing, such as ids and constants.",
      layout(call("const rows = read.without", ...without.map((name) => JSON.stringify(name))), { end: ";" }),
    );
  }
  if (holdout === undefined) return lines;
  imports.add(tabular, "split");
  const { target, seed, group, time } = found;
  const options = recordCode({ target, test: holdout, seed, group, time }, imports);
  const known = `rows.filter((row) => ${fieldOf("row", target)} !== null)`;
  return [...lines, layout(call("const { train, test } = split", known, options), { end: ";" })];
};

const pipeLine = ({ pipeline: { steps, model } }: Found, imports: Imports): string =>
  layout(after("const pipe = ", chainCode([...steps, model!], imports)), { end: ";" });

const isTrain = ({ holdout }: Found): boolean => holdout !== undefined;

const scoringLines = (found: Found, imports: Imports): string[] => {
  const { target, task, positive, weights, folds, seed, group, time, metric } = found;
  imports.add(tabular, "crossValidate");
  const name = metricCode(metric, imports);
  const options = { target, task, positive, weights, group, time, folds, metrics: [metric], seed };
  const rows = isTrain(found) ? "train" : "rows";
  const scores = call("const scores = await crossValidate", "pipe", rows, recordCode(options, imports));
  return [
    layout(scores, { end: ";" }),
    `console.log(\`${name} \${scores.mean.${name}} ± \${scores.std.${name}} over ${folds} folds\`);`,
    "",
  ];
};

const fittingLines = (found: Found, imports: Imports): string[] => {
  const { target, task, positive, weights, seed, metric } = found;
  const options = recordCode({ target, task, positive, weights, seed }, imports);
  const held = isTrain(found)
    ? [
        layout(call("const trained = await pipe.fit", "train", options), { end: ";" }),
        `const honest = await trained.evaluate(test, { metrics: [${metric.name}] });`,
        `console.log(\`${metric.name} \${honest.${metric.name}} on \${test.rows} rows never looked at\`);`,
        "",
      ]
    : [];
  return [
    ...held,
    layout(call("const model = await pipe.fit", "rows", options), { end: ";" }),
    'await model.save(process.argv[3] ?? "model.onnx");',
  ];
};
