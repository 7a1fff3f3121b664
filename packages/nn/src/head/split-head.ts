import { ModelError } from "../error.ts";
import { sequential } from "../layers/combinators/sequential.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { AnyLayer, Layer, State } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";

/** A model without its last layer, and how a model with another one in its place has its parameters. */
interface Split {
  readonly body: AnyLayer;
  readonly params: Parameters;
  readonly state: State;
  /** All parameters, with those of the last layer. */
  readonly withHead: (head: Parameters) => Parameters;
}

/** Parts a model that is layers in a row, the last of them `dense` with a bias. */
export const splitHead = (layer: AnyLayer, params: Parameters, state: State): Split => {
  const { kind, children = {} } = layer as Layer;
  const named = Object.entries(children);
  const last = named.at(-1);
  if (kind === "dense") {
    if (!params.bias) {
      throw new ModelError("layer", "fitHead gives the last layer a weight and a bias: this dense has no bias.", {
        remedy: "Leave out { bias: false }.",
      });
    }
    return { body: sequential(), params: {}, state: {}, withHead: (head) => head };
  }
  if (kind !== "sequential" || !last) {
    throw new ModelError(
      "layer",
      `fitHead solves the last layer of layers in a row, which is dense: this is ${kind}.`,
      {
        remedy: "Put a linear layer at the end: sequential(body, dense(classes)).",
      },
    );
  }
  const [name, end] = last;
  const inner = splitHead(asLayer(end), (params[name] ?? {}) as Parameters, (state[name] ?? {}) as State);
  const { [name]: _, ...ownParams } = params;
  const { [name]: __, ...ownState } = state;
  const before = Object.fromEntries(named.slice(0, -1));
  return {
    body: sequential({ ...before, [name]: inner.body }),
    params: { ...ownParams, [name]: inner.params },
    state: { ...ownState, [name]: inner.state },
    withHead: (head) => ({ ...params, [name]: inner.withHead(head) }),
  };
};
