import { isTensor, type Tensor } from "@kaviar/tensor";
import { join } from "../../../parameters/parameters.ts";
import { type Applied, type Context, inside, type State } from "../../contract/layer.ts";
import { keepsSteps } from "../../contract/mask.ts";

type Mask = Tensor<"bool">;

/** What goes from layer to layer beside the signal where they are called in any order: states, masks, losses. */
export const createThread = (state: State, context: Context, input: unknown) => {
  const states: Record<string, State> = { ...(state as Record<string, State>) };
  const uses = new Map<string, number>();
  const masks = new Map<unknown, Mask | null>();
  let latest = context.mask;
  let losses: Tensor | undefined;

  const remember = (signal: unknown, mask: Mask | null): void => {
    if (isTensor(signal)) masks.set(signal, mask);
    else if (typeof signal === "object" && signal !== null)
      for (const part of Object.values(signal)) remember(part, mask);
  };
  /** That of the signal itself; what was computed from signals in between has the latest, if it still has its steps. */
  const maskOf = (signal: unknown): Mask | undefined => {
    if (!isTensor(signal)) {
      if (typeof signal !== "object" || signal === null) return undefined;
      return Object.values(signal)
        .map(maskOf)
        .find((mask) => mask !== undefined);
    }
    const own = masks.get(signal);
    if (own !== undefined) return own ?? undefined;
    return latest && signal.rank >= 3 && keepsSteps(latest, signal as Tensor, signal as Tensor) ? latest : undefined;
  };
  if (context.mask) remember(input, context.mask);

  return {
    /** One call of a layer; each has a key of its own, and the state that the call before left. */
    use: (name: string, apply: (at: Context, own: State | undefined) => Applied<unknown>, signal: unknown): unknown => {
      const count = (uses.get(name) ?? 0) + 1;
      uses.set(name, count);
      const mask = maskOf(signal);
      const applied = apply(contextOf(context, name, count, mask), states[name]);
      if (states[name]) states[name] = applied.state;
      if (applied.loss) losses = losses ? losses.add(applied.loss) : applied.loss;
      const left = applied.mask === undefined ? mask : (applied.mask ?? undefined);
      if (left) latest = left;
      remember(applied.y, left ?? null);
      return applied.y;
    },
    end: (y: unknown): Omit<Applied, "y"> => ({
      state: states,
      mask: maskOf(y) ?? null,
      ...(losses ? { loss: losses } : {}),
    }),
  };
};

const contextOf = (context: Context, name: string, use: number, mask: Mask | undefined): Context => {
  const at = inside(context, name);
  const again = use === 1 ? at : inside(context, `${name}#${use}`);
  return {
    training: at.training,
    fitting: at.fitting ?? false,
    tap: at.tap,
    frozen: at.frozen,
    path: join(context.path, name),
    mask,
    get key() {
      return again.key;
    },
  };
};
