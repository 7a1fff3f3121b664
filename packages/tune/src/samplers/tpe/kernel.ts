import { roughNormalCdf } from "@kaviar/base/numerics";
import { normal, type Random } from "@kaviar/base/random";
import { toUnit } from "../../space/domain.ts";
import type { Axis } from "./axis.ts";

/**
 * How the mass of one trial spreads along an axis: a normal density cut at both ends, of which discrete values take the
 * shares they cover; unordered choices keep 1 − w and hand w to all alike. (Aitchison & Aitken 1976)
 */
export type Kernel =
  | { readonly kind: "continuous"; readonly width: number; readonly normalizer: Float64Array }
  | { readonly kind: "levels"; readonly logarithms: Float64Array; readonly masses: Float64Array };

type LevelKernel = Extract<Kernel, { kind: "levels" }>;

const ratio = 1.05;
const cells = 128;
const normalizers = new Map<number, Float64Array>();
const levelKernels = new WeakMap<Axis, Map<number, LevelKernel>>();

/** Widths are rounded to powers of 1.05, so that what follows from them is computed once. */
export const kernelOf = (axis: Axis, width: number): Kernel => {
  const step = Math.round(Math.log(width) / Math.log(ratio));
  const rounded = ratio ** step;
  if (axis.levels === 0) {
    const normalizer = normalizers.get(step) ?? normalizerOf(rounded);
    normalizers.set(step, normalizer);
    return { kind: "continuous", width: rounded, normalizer };
  }
  const known = levelKernels.get(axis) ?? new Map<number, LevelKernel>();
  levelKernels.set(axis, known);
  const kernel = known.get(step) ?? levelKernel(axis, Math.min(rounded, axis.edges === undefined ? 1 : Infinity));
  known.set(step, kernel);
  return kernel;
};

/** ln(σ √(2π) (Φ((1 − c)/σ) − Φ(−c/σ))) at centers c = 0, 1/128 … 1: what a kernel cut at 0 and 1 is divided by. */
const normalizerOf = (width: number): Float64Array =>
  Float64Array.from({ length: cells + 2 }, (_, i) => {
    const center = Math.min(i / cells, 1);
    return Math.log(
      width * Math.sqrt(2 * Math.PI) * (roughNormalCdf((1 - center) / width) - roughNormalCdf(-center / width)),
    );
  });

/** The normalizer at a center between those of the table. */
export const normalizerAt = (normalizer: Float64Array, center: number): number => {
  const i = Math.floor(center * cells);
  return normalizer[i]! + (center * cells - i) * (normalizer[i + 1]! - normalizer[i]!);
};

/** Row v of the logarithms: ln P(v | center c) for each c, and last the ln of v's share, for trials that have no value. */
const levelKernel = (axis: Axis, width: number): LevelKernel => {
  const { levels, edges } = axis;
  const logarithms = new Float64Array(levels * (levels + 1));
  const masses = new Float64Array(levels * levels);
  for (let c = 0; c < levels; c++) {
    const center = toUnit(axis.domain, axis.valueAt(c));
    const whole = roughNormalCdf((1 - center) / width) - roughNormalCdf(-center / width);
    for (let v = 0; v < levels; v++) {
      const mass =
        edges === undefined
          ? (v === c ? 1 - width : 0) + width / levels
          : (roughNormalCdf((edges[v + 1]! - center) / width) - roughNormalCdf((edges[v]! - center) / width)) / whole;
      masses[c * levels + v] = mass;
      logarithms[v * (levels + 1) + c] = Math.log(Math.max(mass, 1e-300));
    }
  }
  for (let v = 0; v < levels; v++)
    logarithms[v * (levels + 1) + levels] = Math.log(edges === undefined ? 1 / levels : edges[v + 1]! - edges[v]!);
  return { kind: "levels", logarithms, masses };
};

/** A place drawn from the kernel of a trial at `center`. */
export const drawNear = (kernel: Kernel, levels: number, center: number, random: Random): number => {
  if (kernel.kind === "continuous") {
    for (;;) {
      const place = center + kernel.width * normal(random);
      if (place >= 0 && place <= 1) return place;
    }
  }
  let left = random();
  for (let v = 0; v < levels - 1; v++) {
    left -= kernel.masses[center * levels + v]!;
    if (left < 0) return v;
  }
  return levels - 1;
};

/** A place drawn evenly on the axis's scale: from the prior. */
export const drawAnywhere = ({ levels, edges }: Axis, random: Random): number => {
  const u = random();
  if (levels === 0) return u;
  if (edges === undefined) return Math.floor(u * levels);
  let v = 0;
  while (v < levels - 1 && u >= edges[v + 1]!) v++;
  return v;
};
