/** Nested values as pairs of dotted names and plain values: `{ optimizer: { kind: "sgd" } }` → `optimizer.kind`. */
export const flatten = (value: unknown, path = ""): readonly (readonly [string, unknown])[] => {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, path === "" ? name : `${path}.${name}`));
};
