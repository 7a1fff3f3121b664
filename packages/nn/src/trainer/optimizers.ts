import { type Key, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { LinkState } from "../optimizers/contract/link.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Extent } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import type { Begun } from "./contract/begun.ts";
import type { Plan } from "./plan.ts";

export type ByNetwork<T> = Readonly<Record<string, T>>;

/** Each optimizer at rest, with the updates that it has made: a step may make several. */
export const atRest = ({ names, optimizers }: Plan, params: ByNetwork<Parameters>): LinkState =>
  Object.fromEntries(
    names.flatMap((name) => {
      const link = optimizers[name];
      return link ? [[name, { link: link.init(params[name]!), done: tensor(0) }]] : [];
    }),
  );

interface Turn {
  readonly gradients: Parameters;
  readonly parameters: Parameters;
  readonly state: LinkState;
  readonly loss: Tensor;
  readonly lossAt: (parameters: Parameters) => Tensor;
  readonly extent: Extent;
  readonly key: Key;
}

/** What an optimizer makes of a gradient: schedules and corrections count its own updates, not the steps of the run. */
export const updatesOf = (
  { optimizers }: Plan,
  begun: ReadonlyMap<string, Begun>,
  name: string,
  { gradients, parameters, state, loss, lossAt, extent, key }: Turn,
): { readonly updates: Parameters; readonly state: LinkState } => {
  const { updates: perStep } = begun.get(name)!;
  const done = state.done as Tensor;
  const [updates, link] = optimizers[name]!.update(gradients, state.link as LinkState, parameters, {
    step: done,
    steps: extent.steps.mul(perStep),
    stepsPerEpoch: extent.stepsPerEpoch.mul(perStep),
    loss,
    lossAt,
    key,
  });
  return { updates, state: { link, done: done.add(1) } };
};

/** Between epochs: schedules that look at how the run is doing see the loss of their own network. */
export const afterEpoch = ({ optimizers }: Plan, run: RunState, epoch: number, losses: ByNetwork<number>): RunState => {
  const next = Object.entries(run.optimizer as ByNetwork<LinkState>).map(([name, state]) => {
    const after = optimizers[name]?.afterEpoch;
    return [name, after ? { ...state, link: after(state.link as LinkState, { epoch, loss: losses[name]! }) } : state];
  });
  return { ...run, optimizer: Object.fromEntries(next) as LinkState };
};

/** A schedule that needs to know how long the run is, where nobody has said so, would make every weight NaN. */
export const checkKnowsSteps = async ({ names, optimizers }: Plan, run: RunState, extent: Extent): Promise<void> => {
  for (const name of names) {
    const { rate } = optimizers[name] ?? {};
    const state = (run.optimizer as ByNetwork<LinkState>)[name];
    if (!rate || !state) continue;
    const at = { ...extent, step: tensor(0), loss: tensor(0), key: run.key };
    if (!Number.isNaN(await rate(state.link as LinkState, at).item())) continue;
    throw new ModelError("options", `The rate of ${name} must know how many steps there will be: nobody has said.`, {
      remedy: "trainer.begin(batch, { steps: 10_000 })",
    });
  }
};

/** What looks at the results of epochs does nothing where there are none. */
export const checkNeedsNoEpochs = ({ names, optimizers }: Plan): void => {
  const name = names.find((each) => optimizers[each]?.afterEpoch);
  if (name === undefined) return;
  throw new ModelError("options", `The optimizer of ${name} looks at the results of epochs: steps by hand have none.`, {
    remedy: "Use trainer.train, or a schedule that counts steps: cosine({ peak: 1e-3 }).",
  });
};
