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
  /** Whether it gives images in a file (`storeImages`), to be read in parts. */
  readonly inParts?: boolean;
}

export const wrapped = (names: Iterable<string>, from: string): string => {
  const sorted = [...new Set(names)].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase()));
  const line = `import { ${sorted.join(", ")} } from "${from}";`;
  return line.length <= 120 ? line : `import {\n${sorted.map((name) => `  ${name},`).join("\n")}\n} from "${from}";`;
};

export const number = (value: number): string => String(Number(value.toPrecision(6)));

/**
 * A program that builds the network that a search has found, trains it on the rows that the search learned from, scores it on
 * those that it never saw, and trains it on all rows to keep it.
 */
export const networkTs = (result: SearchResult, { read, names }: DataCode): string => {
  const { winner, network, holdout, seed, folds, metric, classes } = result;
  const layers = layerCode(network, { before: "const network = ", behind: ";" });
  const values = winner.candidate.training as unknown as TrainingValues | undefined;
  const training = values ? descent(result, values) : solved(result);
  const said = holdout
    ? `the search had ${number(holdout.best)}`
    : `the search had ${number(winner.score)} on ${folds} folds`;
  const encoding = result.encoding === undefined ? undefined : encoded(result);
  const isFolded = !holdout && values !== undefined;
  const imports = [
    wrapped([...layers.names, ...training.names, metric, ...(isFolded ? ["crossValidate"] : [])], "@kaviar/nn"),
    wrapped(
      [...names, ...(encoding ? ["architecture", "preparingOf"] : []), "dealRows", "takeRows"],
      "@kaviar/architecture",
    ),
  ];
  const rows = encoding ? "encode(takeRows(raw, rows))" : "takeRows(x, rows)";
  return `// Written by kaviar. What a search has found: ${wordsOf(winner.candidate)}.
${imports.join("\n")}

const { x${encoding ? ": raw" : ""}, y = [] } = ${read};
const targets = ${classes ? "Array.from(y, String)" : "Array.from(y, Number)"};

// The rows that the search has learned from, and those that it never saw.
const { training, held } = dealRows(y, { seed: ${seed}${holdoutCode(result)} });
${encoding ?? ""}const pick = (rows: Int32Array) => ({ x: ${rows}, y: Array.from(rows, (row) => targets[row]!) });

${layers.code}

${training.options}
${holdout ? heldCode(metric, said, training) : isFolded ? foldsCode(metric, said, folds) : ownCode(metric, said, training)}
// To keep: on all rows.
await (await ${training.call}(network, { ${encoding ? "x: encode(raw)" : "x"}, y: targets }, options)).save("network.onnx");
`;
};

interface TrainingCode {
  /** What of nn is called with the network, rows and options. */
  readonly call: string;
  readonly names: readonly string[];
  readonly options: string;
}

export const descent = ({ winner, classes, metric, seed }: SearchResult, values: TrainingValues): TrainingCode => {
  const { loss, lossNames } = lossCode(classes !== undefined, values.smoothing);
  return {
    call: "fit",
    names: [...lossNames, "adamw", "fit", "oneCycle"],
    options: `const options = {
  loss: ${loss},
  // One cycle: the rate rises for ${100 * rise} % of the run, and falls to nothing.
  optimizer: adamw({ rate: oneCycle({ peak: ${number(values.rate)}, rise: ${rise} }), decay: ${number(values.decay)} }),
  batchSize: ${values.batch},
  epochs: ${Math.max(1, Math.round(winner.epochs))},
  metrics: [${metric}],
  seed: ${seed},
};`,
  };
};

/** The last layer has the least loss there is: nothing descends. */
const solved = ({ network, classes, metric, seed }: SearchResult): TrainingCode => {
  const isBag = (network as { readonly kind?: string }).kind === "embeddingBag";
  const loss = isBag
    ? `"${classes ? "classes" : "numbers"}" as const`
    : classes
      ? "sparseSoftmaxCrossEntropy"
      : "meanSquaredError";
  return {
    call: isBag ? "fitBag" : "fitHead",
    names: isBag ? ["fitBag"] : ["fitHead", loss],
    options: `// Nothing descends: the last layer has the least loss there is.
const options = { loss: ${loss}, metrics: [${metric}], seed: ${seed} };`,
  };
};

/** How texts become tokens or terms, and columns numbers: learned from the rows that the search learned from. */
const encoded = ({ winner, facts, task }: SearchResult): string => {
  const { kind, model } = winner.candidate;
  return `const { encode: prepare } = preparingOf(
  architecture.${task}(),
  ${JSON.stringify({ kind, model })},
  ${JSON.stringify(facts)},
  takeRows(raw, training),
);
const encode = prepare as unknown as (rows: unknown) => never;
`;
};

export const holdoutCode = ({ holdoutGiven }: SearchResult): string =>
  holdoutGiven === undefined ? "" : `, holdout: ${JSON.stringify(holdoutGiven)}`;

const heldCode = (metric: string, said: string, { call }: TrainingCode): string => `
const trained = await ${call}(network, pick(training), options);
const { metrics } = await trained.evaluate(pick(held));
console.log(\`${metric} \${metrics.${metric}!.toFixed(4)} on \${held.length} rows held out; ${said}\`);
`;

const foldsCode = (metric: string, said: string, folds: number): string => `
const { mean } = await crossValidate(network, pick(training), { ...options, folds: ${folds} });
console.log(\`${metric} \${mean.metrics.${metric}!.toFixed(4)} on folds; ${said}\`);
`;

const ownCode = (metric: string, said: string, { call }: TrainingCode): string => `
const trained = await ${call}(network, pick(training), options);
const { metrics } = await trained.evaluate(pick(training));
console.log(\`${metric} \${metrics.${metric}!.toFixed(4)} on the rows it was solved for; ${said}\`);
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
