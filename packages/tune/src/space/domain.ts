import type { Random } from "@kaviar/base/random";
import type { Domain, FloatDomain, IntDomain, Value } from "./dimension.ts";

/** Where a number lies on its scale: x, ln x, or −ln(1 − x), which grow with x. */
export const warp = (scale: FloatDomain["scale"], x: number): number =>
  scale === "linear" ? x : scale === "log" ? Math.log(x) : -Math.log1p(-x);

const unwarp = (scale: FloatDomain["scale"], t: number): number =>
  scale === "linear" ? t : scale === "log" ? Math.exp(t) : -Math.expm1(-t);

/** How many values a domain has; Infinity for a continuous one. */
export const sizeOf = (domain: Domain): number => {
  if (domain.kind === "categorical") return domain.choices.length;
  if (domain.step === undefined) return domain.low === domain.high ? 1 : Infinity;
  return Math.floor((domain.high - domain.low) / domain.step + 1e-9) + 1;
};

/** The i-th value of a discrete domain, from below. */
export const valueAt = (domain: Domain, i: number): Value => {
  if (domain.kind === "categorical") return domain.choices[i]!;
  if (domain.step === undefined) return domain.low;
  // Beyond 2⁵³ values the sum may round up to past the upper bound.
  return domain.kind === "int" ? Math.min(domain.low + i * domain.step, domain.high) : gridPoint(domain, i);
};

/**
 * low + i·step without the dust: 0.1 + 2 · 0.1 is 0.3, not 0.30000000000000004, and −0.3 + 3 · 0.1 is 0. Where 14 digits
 * are not enough to tell neighbours, far from 0, the sum stays as it is.
 */
const gridPoint = ({ low, high, step = 0 }: FloatDomain, i: number): number => {
  const exact = low + i * step;
  const round = Math.abs(exact) < step * 1e-6 ? 0 : Number(exact.toPrecision(14));
  const point = Math.abs(round - exact) > step * 1e-6 ? exact : round;
  return Math.min(Math.max(point, low), high);
};

/** Which value of a discrete domain this is, or lies nearest to; −1 for a choice that is not among them. */
export const indexOf = (domain: Domain, value: Value): number => {
  if (domain.kind === "categorical") return domain.choices.indexOf(value);
  if (domain.step === undefined) return 0;
  return Math.min(Math.max(Math.round(((value as number) - domain.low) / domain.step), 0), sizeOf(domain) - 1);
};

/** Whether two domains hold the same values, in the same order. */
export const holdSame = (a: Domain, b: Domain): boolean => {
  if (a.kind === "categorical" && b.kind === "categorical")
    return a.choices.length === b.choices.length && a.choices.every((each, i) => each === b.choices[i]);
  if (a.kind === "categorical" || b.kind === "categorical") return false;
  return a.low === b.low && a.high === b.high && a.step === b.step;
};

/** Whether the domain holds the value. */
export const holds = (domain: Domain, value: unknown): boolean => {
  if (domain.kind === "categorical") return domain.choices.includes(value as Value);
  if (typeof value !== "number" || !(value >= domain.low && value <= domain.high)) return false;
  if (domain.step === undefined) return true;
  const steps = (value - domain.low) / domain.step;
  // Far from 0 a number may lie off its step by as much as numbers lie apart there.
  return Math.abs(steps - Math.round(steps)) < 1e-6 || value === valueAt(domain, Math.round(steps));
};

/** The value of a domain that a number stands for: with steps of 0.1, 0.1 + 0.2 stands for 0.3. What is not in it is itself. */
export const standsFor = (domain: Domain, value: Value): Value =>
  domain.kind === "float" && domain.step !== undefined && holds(domain, value)
    ? valueAt(domain, indexOf(domain, value))
    : value;

/** The ends of a numeric domain on its scale; those of a discrete one reach half a step further, so each value has a share. */
export const ends = (domain: FloatDomain | IntDomain): readonly [low: number, high: number] => {
  if (domain.step === undefined) return [warp(domain.scale, domain.low), warp(domain.scale, domain.high)];
  const half = domain.step / 2;
  const last = domain.low + (sizeOf(domain) - 1) * domain.step;
  if (domain.scale === "linear") return [domain.low - half, last + half];
  const low = domain.scale === "log" ? Math.max(domain.low - half, domain.low / 2) : domain.low - half;
  const high = domain.scale === "oneMinusLog" ? Math.min(last + half, (1 + last) / 2) : last + half;
  return [warp(domain.scale, low), warp(domain.scale, high)];
};

/**
 * Where a value lies in [0, 1] on its domain's scale. A discrete value lies in the middle of its share: choice i of k at
 * (i + ½)/k.
 */
export const toUnit = (domain: Domain, value: Value): number => {
  if (domain.kind === "categorical") return (indexOf(domain, value) + 0.5) / domain.choices.length;
  const [low, high] = ends(domain);
  if (high === low) return 0.5;
  return Math.min(Math.max((warp(domain.scale, value as number) - low) / (high - low), 0), 1);
};

/** df/du = df/dx · dx/dt · dt/du with t = x, ln x or −ln(1 − x), and u in [0, 1] over the range of t. */
export const unitSlope = (domain: FloatDomain | IntDomain, x: number, derivative: number): number => {
  const stretch = domain.scale === "log" ? x : domain.scale === "oneMinusLog" ? 1 - x : 1;
  const [low, high] = ends(domain);
  return derivative * stretch * (high - low);
};

/** The value at u in [0, 1]: the inverse of `toUnit`, rounded to the nearest value of a discrete domain. */
export const fromUnit = (domain: Domain, u: number): Value => {
  if (domain.kind === "categorical")
    return domain.choices[Math.min(Math.max(Math.floor(u * domain.choices.length), 0), domain.choices.length - 1)]!;
  const [low, high] = ends(domain);
  if (domain.step === undefined && (u <= 0 || u >= 1)) return u <= 0 ? domain.low : domain.high;
  const x = unwarp(domain.scale, low + u * (high - low));
  if (domain.step === undefined) return Math.min(Math.max(x, domain.low), domain.high);
  return valueAt(domain, indexOf(domain, x));
};

/** A value drawn evenly on the domain's scale. */
export const drawFrom = (domain: Domain, random: Random): Value => fromUnit(domain, random());
