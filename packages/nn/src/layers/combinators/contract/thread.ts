import { presences, type Tensor } from "@kaviar/tensor";
import { join } from "../../../parameters/parameters.ts";
import { type Applied, type Context, inside, type State } from "../../contract/layer.ts";
import { eachMasked, type Masked, masksOf } from "../../contract/mask.ts";

/** What goes from layer to layer beside the signal where they are called in any order: states, masks, losses. */
export const createThread = (state: State, context: Context, input: unknown) => {
  const states: Record<string, State> = { ...(state as Record<string, State>) };
  const uses = new Map<string, number>();
  // What layers say of their outputs, and whatever was computed from those in between.
  const there = presences();
  let masked = false;
  let losses: Tensor | undefined;

  const remember = (signal: unknown, masks: Masked): void => {
    for (const [x, mask] of eachMasked(signal, masks)) {
      masked ||= mask !== undefined;
      if (masked) there.say(x, mask);
    }
  };
  const maskOf = (x: Tensor) => (masked ? there.of(x, 2) : undefined);
  remember(input, context);

  return {
    /** One call of a layer; each has a key of its own, and the state that the call before left. */
    use: (name: string, apply: (at: Context, own: State | undefined) => Applied<unknown>, signal: unknown): unknown => {
      const count = (uses.get(name) ?? 0) + 1;
      uses.set(name, count);
      const applied = apply(contextOf(context, name, count, masksOf(signal, maskOf)), states[name]);
      if (states[name]) states[name] = applied.state;
      if (applied.loss) losses = losses ? losses.add(applied.loss) : applied.loss;
      remember(applied.y, applied);
      return applied.y;
    },
    end: (y: unknown): Omit<Applied, "y"> => ({
      state: states,
      ...(masksOf(y, maskOf) as Pick<Applied, "mask" | "masks">),
      ...(losses ? { loss: losses } : {}),
    }),
  };
};

const contextOf = (context: Context, name: string, use: number, masked: Masked): Context => {
  const at = inside(context, name, masked);
  const again = use === 1 ? at : inside(context, `${name}#${use}`);
  return {
    training: at.training,
    fitting: at.fitting ?? false,
    tap: at.tap,
    added: at.added,
    frozen: at.frozen,
    path: join(context.path, name),
    mask: at.mask,
    masks: at.masks,
    steps: at.steps,
    get key() {
      return again.key;
    },
  };
};
