import { layerCode } from "@kaviar/nn";
import type { TrainingValues } from "../contract/training-space.ts";
import type { SearchResult } from "../search/result.ts";
import { wordsOf } from "../search/scored.ts";
import { type DataCode, descent, holdoutCode, number, wrapped } from "./network-ts.ts";

/** The program of a network that learns from images in a file, which memory does not hold. */
export const networkInPartsTs = (result: SearchResult, { read, names }: DataCode): string => {
  const { winner, network, holdout, seed, metric, classes } = result;
  const values = winner.candidate.training as unknown as TrainingValues;
  const layers = layerCode(network, { before: "const network = ", behind: ";" });
  const training = descent(result, values);
  const imports = [
    'import { tmpdir } from "node:os";',
    wrapped([...layers.names, ...training.names, metric], "@kaviar/nn"),
    wrapped([...names, "dealRows"], "@kaviar/architecture"),
  ];
  const target = classes ? "classes.indexOf(String(label))" : "Number(label)";
  const shape = classes ? "[judged.length, classes.length]" : "[judged.length]";
  return `// Written by kaviar. What a search has found: ${wordsOf(winner.candidate)}.
${imports.join("\n")}

const images = await ${read};
const { y = [] } = images;
${
  classes
    ? `const classes = ${JSON.stringify(classes)};
`
    : ""
}const targets = Array.from(y, (label) => ${target});

// The rows that the search has learned from, and those that it never saw.
const { training, validation, held } = dealRows(y, { seed: ${seed}${holdoutCode(result)} });

${layers.code}

${training.options}

// In parts of 512, in another order each time.
const learn = (rows: Int32Array) => {
  const stream = images.stream(Array.from(rows));
  const parts = async function* () {
    for await (const { x, y = [] } of stream()) yield { x, y: Array.from(y as ArrayLike<unknown>, (label) => ${target}) };
  };
  return fit(network, parts, { ...options, stepsPerEpoch: Math.ceil(rows.length / ${values.batch}) });
};

const trained = await learn(training);
const judged = held.length > 0 ? held : validation;
const said: number[] = [];
for (let from = 0; from < judged.length; from += 512) {
  const { x } = await images.batch(judged.subarray(from, from + 512));
  said.push(...(await (await trained.predict(x))${classes ? ".softmax(-1)" : ""}.data()));
}
const score = ${metric}({ data: Float32Array.from(said), shape: ${shape} }, Array.from(judged, (row) => targets[row]!));
console.log(\`${metric} \${score.toFixed(4)} on \${judged.length} rows it did not learn from; the search had ${number(holdout?.best ?? winner.score)}\`);

// To keep: on all rows.
await (await learn(Int32Array.from(y.keys()))).save("network.onnx");
await images.close();
`;
};
