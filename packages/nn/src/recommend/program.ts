import { codeOf, type Expression, fieldsOf, namesIn } from "./expression.ts";

/** Layers that begin a line of their own in a program; an activation or a dropout stands beside what it follows. */
const isBeside = (layer: Expression): boolean =>
  typeof layer === "object" &&
  "name" in layer &&
  ["relu", "batchNorm", "maxPool", "dropout", "exponential"].includes(layer.name);

/** A model and its training as a program. */
export const programOf = (
  layers: readonly Expression[],
  options: { readonly [name: string]: Expression },
  isAutoencoder: boolean,
): string => {
  const lines: string[] = [];
  for (const layer of layers)
    if (isBeside(layer) && lines.length > 0) lines[lines.length - 1] += ` ${codeOf(layer)},`;
    else lines.push(`  ${codeOf(layer)},`);
  const names = [...new Set(["fit", "sequential", ...layers.flatMap(namesIn), ...namesIn({ fields: options })])].sort();
  return [
    `import { ${names.join(", ")} } from "@kaviar/nn";`,
    "",
    "const model = sequential(",
    ...lines,
    ");",
    "const options = {",
    ...fieldsOf(options).map((field) => `  ${field},`),
    "};",
    `const trained = await fit(model, ${isAutoencoder ? "{ x }" : "{ x, y }"}, options);`,
  ].join("\n");
};
