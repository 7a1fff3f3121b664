import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { literal } from "../primitives/constant.ts";
import { describeOperands } from "../primitives/elementwise.ts";
import { iota } from "../primitives/iota.ts";
import type { DType } from "../values/dtype.ts";
import { sizeOf } from "../values/shape.ts";

/**
 * Sums of products by index letters: `einsum("bik,kj->bij", x, w)`. A letter that is missing on the right is summed
 * over; without an arrow the result has the letters that occur once, in alphabetical order. `...` is not known.
 *
 * Operands are joined two at a time, from the left, each join one matrix product.
 */
export const einsum = <D extends DType>(equation: string, ...operands: readonly Tensor<D>[]): Tensor<D> => {
  const { inputs, output } = parse(equation, operands);
  let parts = inputs.map((letters, i): Part => takeDiagonals({ letters, tensor: operands[i]! }));
  while (parts.length > 1) {
    const [left, right, ...rest] = parts as [Part, Part, ...Part[]];
    const wanted = new Set([...output, ...rest.flatMap(({ letters }) => [...letters])]);
    parts = [join(left, right, wanted), ...rest];
  }
  const [last] = parts as [Part];
  return arrange(sumOut(last, new Set(output)), output) as Tensor<D>;
};

interface Part {
  readonly letters: string;
  readonly tensor: AnyTensor;
}

const parse = (equation: string, operands: readonly AnyTensor[]) => {
  const [left = "", right] = equation.replaceAll(" ", "").split("->");
  const inputs = left.split(",");
  const fail = (evidence: string): never => {
    throw new TensorError("data", `einsum needs a term of letters for each operand, like "ij,jk->ik": ${evidence}.`, {
      operands: describeOperands(operands),
    });
  };
  if (!/^[a-zA-Z,]*$/.test(left) || (right !== undefined && !/^[a-zA-Z]*$/.test(right))) fail(`got "${equation}"`);
  if (inputs.length !== operands.length) fail(`got ${inputs.length} terms and ${operands.length} operands`);
  const lengths = new Map<string, number>();
  inputs.forEach((letters, i) => {
    const { shape } = operands[i]!;
    if (letters.length !== shape.length)
      fail(`"${letters}" names ${letters.length} axes, operand ${i} has ${shape.length}`);
    [...letters].forEach((letter, axis) => {
      const known = lengths.get(letter);
      if (known !== undefined && known !== shape[axis]) fail(`"${letter}" is ${known} and ${shape[axis]}`);
      lengths.set(letter, shape[axis]!);
    });
  });
  const once = [...lengths.keys()]
    .filter((letter) => left.split(letter).length === 2)
    .sort()
    .join("");
  const output = right ?? once;
  const unknown = [...output].find((letter, i) => !lengths.has(letter) || output.indexOf(letter) !== i);
  if (unknown) fail(`"${unknown}" on the right is not on the left, or twice`);
  return { inputs, output };
};

/** A letter twice in one term is a diagonal: everything off it is set to 0 and summed away. */
const takeDiagonals = ({ letters, tensor }: Part): Part => {
  for (let i = 0; i < letters.length; i++) {
    const j = letters.indexOf(letters[i]!, i + 1);
    if (j < 0) continue;
    const n = tensor.shape[i]!;
    const along = (axis: number) => iota(n).reshape(tensor.shape.map((_, k) => (k === axis ? n : 1)));
    const diagonal = along(i).equal(along(j)).where(tensor, literal(0, tensor.dtype)).sum(j);
    return takeDiagonals({ letters: letters.slice(0, j) + letters.slice(j + 1), tensor: diagonal });
  }
  return { letters, tensor };
};

const sumOut = ({ letters, tensor }: Part, wanted: ReadonlySet<string>): Part => {
  const axes = [...letters].flatMap((letter, axis) => (wanted.has(letter) ? [] : [axis]));
  if (axes.length === 0) return { letters, tensor };
  return { letters: [...letters].filter((letter) => wanted.has(letter)).join(""), tensor: tensor.sum(axes) };
};

const arrange = ({ letters, tensor }: Part, order: string): AnyTensor =>
  tensor.transpose([...order].map((letter) => letters.indexOf(letter)));

/** One matrix product: letters of both that stay are the batch, letters of both that go are summed. */
const join = (a: Part, b: Part, wanted: ReadonlySet<string>): Part => {
  const left = sumOut(a, new Set([...wanted, ...b.letters]));
  const right = sumOut(b, new Set([...wanted, ...a.letters]));
  const shared = [...left.letters].filter((letter) => right.letters.includes(letter));
  const batch = shared.filter((letter) => wanted.has(letter)).join("");
  const inner = shared.filter((letter) => !wanted.has(letter)).join("");
  const rows = [...left.letters].filter((letter) => !shared.includes(letter)).join("");
  const columns = [...right.letters].filter((letter) => !shared.includes(letter)).join("");
  const lengthsOf = (part: Part, letters: string) =>
    [...letters].map((letter) => part.tensor.shape[part.letters.indexOf(letter)]!);
  const lead = lengthsOf(left, batch);
  const k = sizeOf(lengthsOf(left, inner));
  const x = arrange(left, batch + rows + inner).reshape([...lead, sizeOf(lengthsOf(left, rows)), k]);
  const y = arrange(right, batch + inner + columns).reshape([...lead, k, sizeOf(lengthsOf(right, columns))]);
  const tensor = x.matmul(y).reshape([...lead, ...lengthsOf(left, rows), ...lengthsOf(right, columns)]);
  return { letters: batch + rows + columns, tensor };
};
