import { type LayerLike, sequential } from "@kaviar/nn";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { Prepared } from "../contract/family.ts";

/** The layers of a candidate in one row: what prepares and changes rows, then the network of its family. */
export const networkOf = (
  { families, training }: Architecture,
  { kind, model, training: values }: Candidate,
  facts: unknown,
  prepared: Prepared,
): LayerLike => {
  const network = families[kind]!.network(model as never, facts as never, prepared);
  const before = values === undefined ? [] : training.before(values as never, facts as never);
  if (before.length === 0) return network;
  const { kind: outer, children } = network as { readonly kind?: string; readonly children?: object };
  const inner: readonly LayerLike[] = outer === "sequential" && children ? Object.values(children) : [network];
  return sequential(...before, ...inner);
};
