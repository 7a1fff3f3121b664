import { withSource } from "../errors/source.ts";
import { isFloat } from "../values/dtype.ts";
import type { Cotangent } from "./primitive.ts";
import type { AnyTensor } from "./tensor.ts";
import { dependents, isFrom, nodesBehind } from "./walk.ts";

/**
 * Reverse mode (Linnainmaa 1970): from the cotangents of `outputs` those of `wrt`. Walks the graph backwards once; each
 * node hands the cotangents of its outputs to its inputs. What comes out is more graph, so it can be differentiated
 * again. `stop` are tensors to be taken as given (a body's formals); nothing older than `since` is looked at.
 */
export const backward = (
  outputs: readonly AnyTensor[],
  cotangents: readonly Cotangent[],
  wrt: readonly AnyTensor[],
  { stop = new Set(wrt), since = 0 }: { stop?: ReadonlySet<AnyTensor>; since?: number } = {},
): Cotangent[] => {
  const targets = new Set(wrt);
  const nodes = nodesBehind(outputs, stop, since);
  const active = dependents(nodes, targets);
  // Nothing comes back to a tensor without elements: no rule has to know of them.
  const isActive = (tensor: AnyTensor) =>
    isFloat(tensor.dtype) && tensor.size > 0 && (targets.has(tensor) || isFrom(tensor, active));

  const sums = new Map<AnyTensor, AnyTensor>();
  const add = (tensor: AnyTensor, cotangent: Cotangent) => {
    if (!cotangent || !isActive(tensor)) return;
    const before = sums.get(tensor);
    sums.set(tensor, before ? before.add(cotangent) : cotangent);
  };
  outputs.forEach((output, i) => add(output, cotangents[i]));

  for (const node of nodes.filter((each) => active.has(each)).reverse()) {
    const arriving = node.outputs.map((output) => sums.get(output));
    if (arriving.every((cotangent) => cotangent === undefined)) continue;
    const { inputs, outputs: results, params, primitive } = node;
    const needed = inputs.map(isActive);
    withSource(node.source, () => {
      const leaving = primitive.derivative({ inputs, outputs: results, params, needed, node }, arriving);
      leaving.forEach((cotangent, i) => add(inputs[i]!, needed[i] ? cotangent : undefined));
    });
  }
  return wrt.map((tensor) => sums.get(tensor));
};
