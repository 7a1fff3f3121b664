import { layerCode } from "@kaviar/nn";
import type { TrainingValues } from "../contract/training-space.ts";
import { rise } from "../evaluation/training-of.ts";
import type { SearchResult } from "../search/result.ts";
import { wordsOf } from "../search/scored.ts";

/** How the rows of a search came in, as code: `x` and `y` of the program. */
export interface DataCode {
  /** Such as `await readImages("photos", { size: [28, 28], channels: 1 })`. */
  readonly read: string;
  /** What it takes from `@kaviar/architecture`. */
  readonly names: readonly string[];
}

const wrapped = (names: Iterable<string>, from: string): string => {
  const sorted = [...new Set(names)].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase()));
  const line = `import { ${sorted.join(", ")} } from "${from}";`;
  return line.length <= 120 ? line : `import {\n${sorted.map((name) => `  ${name},`).join("\n")}\n} from "${from}";`;
};

const number = (value: number): string => String(Number(value.toPrecision(6)));

/**
 * A program that builds the network that a search has found, trains it on the rows that the search learned from, scores it on
 * those that it never saw, and trains it on all rows to keep it.
 */
export const networkTs = (result: SearchResult, { read, names }: DataCode): string => {
  const { winner, network, metric, holdout, seed, folds, classes } = result;
  const layers = layerCode(network, { before: "const network = ", behind: ";" });
  const isClasses = classes !== undefined;
  const said = holdout
    ? `the search had ${number(holdout.best)}`
    : `the search had ${number(winner.score)} on ${folds} folds`;
  const training = winner.candidate.training as unknown as TrainingValues;
  const { loss, lossNames } = lossCode(isClasses, training.smoothing);
  const imports = [
    wrapped(
      [...layers.names, ...lossNames, "adamw", "fit", "oneCycle", metric, ...(holdout ? [] : ["crossValidate"])],
      "@kaviar/nn",
    ),
    wrapped([...names, "dealRows", "takeRows"], "@kaviar/architecture"),
  ];
  return `// Written by kaviar. What a search has found: ${wordsOf(winner.candidate)}.
${imports.join("\n")}

const { x, y } = ${read};
const targets = ${isClasses ? "Array.from(y, String)" : "Float32Array.from(y)"};

// The rows that the search has learned from, and those that it never saw.
const { training, held } = dealRows(y, { seed: ${seed}${holdoutCode(result)} });
const pick = (rows: Int32Array) => ({ x: takeRows(x, rows), y: Array.from(rows, (row) => targets[row]!) });

${layers.code}

const options = {
  loss: ${loss},
  // One cycle: the rate rises for ${100 * rise} % of the run, and falls to nothing.
  optimizer: adamw({ rate: oneCycle({ peak: ${number(training.rate)}, rise: ${rise} }), decay: ${number(training.decay)} }),
  batchSize: ${training.batch},
  epochs: ${Math.max(1, Math.round(winner.epochs))},
  metrics: [${metric}],
  seed: ${seed},
};
${holdout ? heldCode(metric, said) : foldsCode(metric, said, folds)}
// To keep: on all rows.
await (await fit(network, { x, y: targets }, options)).save("network.onnx");
`;
};

const holdoutCode = ({ holdoutGiven }: SearchResult): string =>
  holdoutGiven === undefined ? "" : `, holdout: ${JSON.stringify(holdoutGiven)}`;

const heldCode = (metric: string, said: string): string => `
const trained = await fit(network, pick(training), options);
const { metrics } = await trained.evaluate(pick(held));
console.log(\`${metric} \${metrics.${metric}!.toFixed(4)} on \${held.length} rows held out; ${said}\`);
`;

const foldsCode = (metric: string, said: string, folds: number): string => `
const { mean } = await crossValidate(network, pick(training), { ...options, folds: ${folds} });
console.log(\`${metric} \${mean.metrics.${metric}!.toFixed(4)} on folds; ${said}\`);
`;

const lossCode = (
  isClasses: boolean,
  smoothing: number,
): { readonly loss: string; readonly lossNames: readonly string[] } => {
  if (!isClasses) return { loss: "meanSquaredError", lossNames: ["meanSquaredError"] };
  if (!(smoothing > 0)) return { loss: "sparseSoftmaxCrossEntropy", lossNames: ["sparseSoftmaxCrossEntropy"] };
  const name = "smoothedSparseSoftmaxCrossEntropy";
  return { loss: `${name}({ smoothing: ${number(smoothing)} })`, lossNames: [name] };
};
