import { isTensor, type Structure } from "@kaviar/tensor";

/** Inputs as a model takes them: named in its order, in its dtypes. */
export const conform = (example: Structure, given: Structure): Structure => {
  if (isTensor(example) && isTensor(given)) {
    const numeric = [example, given].every(({ dtype }) => dtype !== "bool");
    return numeric ? given.cast(example.dtype) : given;
  }
  if (isTensor(example) || isTensor(given) || Array.isArray(given)) return given;
  const parts = given as Readonly<Record<string, Structure>>;
  const names = Object.keys(example as object);
  if (names.length !== Object.keys(parts).length || !names.every((name) => name in parts)) return given;
  return Object.fromEntries(
    names.map((name) => [name, conform((example as Readonly<Record<string, Structure>>)[name]!, parts[name]!)]),
  );
};
