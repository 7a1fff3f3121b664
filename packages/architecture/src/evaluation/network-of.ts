import { type LayerLike, rescale, sequential } from "@kaviar/nn";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { Prepared } from "../contract/family.ts";

/**
 * The layers of a candidate in one row: what prepares and changes rows, the network of its family, and where that says
 * numbers what brings them from around 0 to where the targets are.
 */
export const networkOf = (
  { families, training }: Architecture,
  { kind, model, training: values }: Candidate,
  facts: unknown,
  prepared: Prepared,
): LayerLike => {
  const network = families[kind]!.network(model as never, facts as never, prepared);
  // What is solved finds that by itself.
  if (values === undefined) return network;
  const { unit } = facts as { readonly unit?: { readonly mean: number; readonly deviation: number } };
  const before = training.before(values as never, facts as never);
  const behind = unit ? [rescale(unit.deviation, unit.mean)] : [];
  if (before.length + behind.length === 0) return network;
  const { kind: outer, children } = network as { readonly kind?: string; readonly children?: object };
  const inner: readonly LayerLike[] = outer === "sequential" && children ? Object.values(children) : [network];
  return sequential(...before, ...inner, ...behind);
};
