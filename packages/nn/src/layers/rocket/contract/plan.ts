import { kernelLength, kernelsOfHalf } from "./kernels.ts";

/** Kernels of one dilation, and how many thresholds each of them has. */
export interface Bank {
  readonly dilation: number;
  readonly half: 0 | 1;
  /** Whether zeros stand around the series. */
  readonly padded: boolean;
  readonly thresholds: number;
}

const mostDilations = 32;

/**
 * Dilations from 1 up to where a kernel spans so many steps, evenly on a logarithmic scale, and the thresholds that fall
 * to each. (Dempster et al. 2021, MiniRocket)
 */
export const planOf = (span: number, features: number): readonly Bank[] => {
  const perKernel = Math.max(1, Math.floor(features / (2 * kernelsOfHalf)));
  const count = Math.min(perKernel, mostDilations);
  const highest = Math.max(0, Math.log2((span - 1) / (kernelLength - 1)));
  const thresholds = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const dilation = Math.floor(2 ** (count === 1 ? 0 : (highest * i) / (count - 1)) + 1e-9);
    const from = Math.floor((i * perKernel) / count);
    const to = Math.floor(((i + 1) * perKernel) / count);
    thresholds.set(dilation, (thresholds.get(dilation) ?? 0) + to - from);
  }
  return [...thresholds].flatMap(([dilation, thresholds], turn) =>
    ([0, 1] as const).map((half) => {
      const fits = span > dilation * (kernelLength - 1);
      return { dilation, half, padded: !fits || (turn + half) % 2 === 0, thresholds };
    }),
  );
};
