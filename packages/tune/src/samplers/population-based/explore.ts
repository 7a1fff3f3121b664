import type { Random } from "@kaviar/base/random";
import type { Domain, Params, Value } from "../../space/dimension.ts";
import { drawFrom, holds, indexOf, sizeOf, valueAt } from "../../space/domain.ts";
import { type FlatSpace, walk } from "../../space/flat-space.ts";

/**
 * Parameters near others: each by one of the factors on its own scale, or drawn anew. What the others lack, because
 * another branch was active, is drawn.
 */
export const explore = (
  space: FlatSpace,
  from: Params,
  { perturb, resample, draw }: { perturb: readonly number[]; resample: number; draw: (name: string) => Random },
): Params =>
  walk(space, ({ name, domain }) => {
    const random = draw(name);
    const value = from[name];
    if (random() < resample || value === undefined || !holds(domain, value)) return drawFrom(domain, random);
    const factor = perturb[Math.floor(random() * perturb.length)]!;
    return factor === 1 ? value : moved(domain, value, factor);
  });

/**
 * x · f on a logarithmic scale, 1 − (1 − x) · f on that of 1 − x, and (f − 1) of the range to the side on a linear one. A
 * whole number moves by one step at least, an ordered choice to its neighbour; an unordered one stays.
 */
const moved = (domain: Domain, value: Value, factor: number): Value => {
  if (domain.kind === "categorical") return domain.ordered ? neighbour(domain, value, Math.sign(factor - 1)) : value;
  const x = value as number;
  const { low, high } = domain;
  const to =
    domain.scale === "log"
      ? x * factor
      : domain.scale === "oneMinusLog"
        ? 1 - (1 - x) * factor
        : x + (factor - 1) * (high - low);
  const kept = Math.min(Math.max(to, low), high);
  if (domain.step === undefined) return kept;
  const near = valueAt(domain, indexOf(domain, kept));
  return near === value ? neighbour(domain, value, Math.sign(to - x)) : near;
};

const neighbour = (domain: Domain, value: Value, side: number): Value =>
  valueAt(domain, Math.min(Math.max(indexOf(domain, value) + side, 0), sizeOf(domain) - 1));
