import { isTensor, type Structure } from "@kaviar/tensor";
import { leaves } from "../data/rows.ts";
import { ModelError } from "../error.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { AnyLayer } from "../layers/contract/layer.ts";
import { join } from "../parameters/parameters.ts";

interface Vocabulary {
  readonly path: string;
  readonly size: number;
}

const kinds: ReadonlySet<string> = new Set(["embedding", "embeddingBag"]);

const vocabulariesOf = (layer: AnyLayer, path = ""): readonly Vocabulary[] => {
  const size = kinds.has(layer.kind) ? (layer.options?.vocabulary as number) : undefined;
  return [
    ...(size === undefined ? [] : [{ path: path || layer.kind, size }]),
    ...Object.entries(layer.children ?? {}).flatMap(([name, child]) =>
      vocabulariesOf(asLayer(child), join(path, name)),
    ),
  ];
};

/** A runtime knows an operator and a number in it: not which layer it is, and not whose row. */
const isAboutRows = (error: unknown): boolean =>
  error instanceof Error && /gather/i.test(error.message) && /indices|indice|out of data bounds/i.test(error.message);

/** What an error of a number outside of a vocabulary is about: the layer, the number, and its row among the inputs. */
export const explainTokens = async (
  error: unknown,
  layer: AnyLayer,
  inputs: readonly Structure[],
): Promise<unknown> => {
  const vocabularies = isAboutRows(error) ? vocabulariesOf(layer) : [];
  // Of several, the smallest is the one that most numbers are too large for.
  const [smallest] = [...vocabularies].sort((a, b) => a.size - b.size);
  if (!smallest) return error;
  for (const x of inputs) {
    for (const [name, given] of leaves("x", x)) {
      if (!isTensor(given) || (given.dtype !== "int32" && given.dtype !== "float32")) continue;
      const numbers = (await given.data()) as ArrayLike<number>;
      for (let at = 0; at < numbers.length; at++) {
        const token = numbers[at]!;
        if (Number.isInteger(token) && token >= 0 && token < smallest.size) continue;
        // Inputs of other kinds are numbers of any size.
        if (vocabularies.length > 1 && !Number.isInteger(token)) break;
        const row = Math.floor(at / (numbers.length / given.shape[0]!));
        return strange(smallest, vocabularies.length > 1, token, name, row, error);
      }
    }
  }
  return error;
};

const strange = (
  { path, size }: Vocabulary,
  isOneOf: boolean,
  token: number,
  name: string,
  row: number,
  cause: unknown,
): ModelError =>
  new ModelError(
    "data",
    `${isOneOf ? "An embedding" : path} takes whole numbers in [0, ${size}), its vocabulary: got ${token} in ${name} at row ${row}.`,
    {
      remedy: `Make the vocabulary ${Number.isInteger(token) && token >= size ? `${token + 1} or more` : "larger"}, or give one number to all that is unknown.`,
      cause,
    },
  );
