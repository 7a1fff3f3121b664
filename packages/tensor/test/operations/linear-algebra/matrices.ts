import { readFileSync } from "node:fs";
import { checkGradients, type DType, data, grad, type Tensor, tensor } from "@kaviar/tensor";

export type Matrix = Tensor<"float64">;

export interface Recorded {
  readonly name: string;
  readonly spd: number[][];
  readonly general: number[][];
  readonly b: number[][];
  readonly weights: number[][];
  readonly cholesky: number[][];
  readonly solve: number[][];
  readonly inverse: number[][];
  readonly determinant: number;
  readonly logDeterminant: [sign: number, log: number];
  readonly eigenvalues: number[];
  readonly gradients: {
    readonly cholesky: number[][];
    readonly solve: [number[][], number[][]];
    readonly inverse: number[][];
    readonly determinant: number[][];
    readonly logDeterminant: number[][];
    readonly eigh: number[][];
  };
}

/** What NumPy and PyTorch said: see record.py. */
export const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(new URL("recorded.json", import.meta.url), "utf8"),
).cases;

export const matrix = (rows: number[][] | number[][][]): Matrix => tensor(rows, { dtype: "float64" });

/** The largest difference, by the largest number expected. */
export const distance = async (
  actual: Tensor<DType>,
  expected: number | number[] | number[][] | Matrix,
): Promise<number> => {
  const numbers =
    typeof expected === "object" && "dtype" in expected ? expected : tensor(expected, { dtype: "float64" });
  const [a, b] = await data([actual as Matrix, numbers]);
  if (a!.length !== b!.length) throw new Error(`${a!.length} numbers where ${b!.length} are expected`);
  const scale = b!.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-300);
  return a!.reduce((most, each, i) => {
    const off = Math.abs(each - b![i]!) / scale;
    return off <= most ? most : off;
  }, 0);
};

/** The worst relative error of the gradient, and of the gradient of a mix of the gradient. */
export const gradientErrors = async (
  f: (a: Matrix) => Matrix,
  at: number[][],
): Promise<[first: number, second: number]> => {
  const mixed = (a: Matrix): Matrix => {
    const g = grad(f)(a);
    const mix = tensor(
      Float64Array.from({ length: g.size }, (_, i) => Math.sin(i + 1)),
      { shape: g.shape },
    );
    return g.mul(mix).sum();
  };
  const first = await checkGradients(f, at);
  const second = await checkGradients(mixed, at);
  return [first.worst.relativeError, second.worst.relativeError];
};
