import { decodeOnnx } from "@kaviar/tensor/onnx";
import { cardFrom, scoresOutput } from "../pipeline/file-card.ts";
import { packedCode } from "./scoring/constant.ts";
import { graphCode } from "./scoring/graph-code.ts";
import { publicCode } from "./scoring/public-code.ts";
import { inOneLine } from "./words.ts";

/**
 * A module in JavaScript that predicts what a pipeline predicts, and imports nothing: of the file that `save` writes.
 *
 * ```ts
 * await writeFile("model.js", scoringJs(await model.toOnnx()));
 * // import { predict, probabilities } from "./model.js";
 * // predict([{ age: 41, plan: "basic", income: null }]);
 * ```
 * The graph of the file becomes a function, operator by operator. It is for a few rows where nothing can be installed: many
 * rows go faster through the file itself.
 */
export const scoringJs = (file: Uint8Array): string => {
  const { graph, metadata } = decodeOnnx(file);
  const card = cardFrom("scoringJs", metadata);
  const { task, target, inputs } = card;
  const what = target === undefined ? "how unusual a row is" : inOneLine(target);
  const names = task === "classes" ? "predict, probabilities" : "predict";
  return `// Written by kaviar: predicts ${what}. It imports nothing.
//   import { ${names} } from "./model.js";
//   predict([{ … }])

${publicCode(card)}

// Numbers as bytes in letters.
${packedCode}

// The operators of the model's graph: https://onnx.ai/onnx/operators
${graphCode(
  graph,
  inputs.map(({ port }) => port),
  [scoresOutput(task)],
)}
`;
};
