import { withCard } from "@kaviar/base/card";
import { anything, callable, record, whole } from "@kaviar/base/check";
import type { Device, Runtime, Settings, Tensor } from "@kaviar/tensor";
import { conform } from "../data/conform.ts";
import { createInputs, type Inputs, type Rows } from "../data/rows.ts";
import { ModelError } from "../error.ts";
import { nameLayers } from "../layers/contract/name-layers.ts";
import type { Known, OutputOf } from "../layers/contract/signal.ts";
import { loggersOf } from "../logging/contract/log-laws.ts";
import { logged } from "../logging/contract/logged.ts";
import { checkOptimizer } from "../optimizers/contract/descent.ts";
import type { Link } from "../optimizers/contract/link.ts";
import { options, optionsOf } from "../options.ts";
import { extentOf } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import { readStored, writeStored } from "../training/stored-run.ts";
import type { ModelOf } from "../training/typed.ts";
import { beginRun } from "./begin.ts";
import type { Definition, Networks, Said } from "./contract/definition.ts";
import { checkName, checkRows } from "./contract/laws.ts";
import { epochsOf, type TrainerEpoch } from "./epochs.ts";
import { learnedBy, modelsOf } from "./learned.ts";
import type { RowsStream } from "./open-rows.ts";
import { checkKnowsSteps, checkNeedsNoEpochs } from "./optimizers.ts";
import { type EpochsOptions, readEpochs } from "./options.ts";
import type { Plan } from "./plan.ts";
import { openSession, type Session } from "./session.ts";

/** A run at one moment. */
export interface TrainerRun {
  readonly state: RunState;
  readonly session: Session;
}

/** A batch as arrays or tensors, where a step takes tensors. */
type Given<B> =
  B extends Tensor<never>
    ? Rows
    : B extends { readonly shape: unknown; readonly dtype: unknown }
      ? Rows
      : { readonly [Name in keyof B]: Given<B[Name]> };

export interface BeginOptions {
  /** All randomness of the run follows from it; 0 unless said. */
  readonly seed?: number;
  /** How many steps it will be, for schedules that must know. */
  readonly steps?: number;
  /** Goes on from a file that `save` has written. */
  readonly resume?: string;
}

const readBegin = optionsOf<BeginOptions>()("trainer.begin", {
  seed: whole().default(0),
  steps: whole(1).optional(),
  resume: anything<string>().optional(),
});

const readDefinition = options("createTrainer", {
  /** The networks that are trained, or looked at, by names. */
  networks: record<Networks & object>("networks by name"),
  /** What updates a network, by its name. */
  optimizers: record<object>("optimizers by the names of networks").default({}),
  /** What happens in a step; it is traced once and compiled. */
  step: callable<Plan["step"]>("what happens in a step: (networks, batch, { update }) => values"),
  /** What is said of rows that nothing learns from. */
  validate: callable<NonNullable<Plan["validate"]>>(
    "what is said of other rows: (networks, batch) => values",
  ).optional(),
  /** Where the graphs run. */
  device: anything<Device | Runtime>().optional(),
  /** Threads of the runtime; as many as it chooses unless said. */
  threads: whole().optional(),
});

type Numbers<V> = { readonly [Name in keyof V]: number };

type Models<N> = { readonly [Name in keyof N]: ModelOf<N[Name]> };

export interface Trainer<N, B, V, W> {
  /** The first state of a run, for a loop of your own. `batch` is like those that come: it says the shapes. */
  readonly begin: (batch: Given<B>, options?: BeginOptions) => Promise<TrainerRun>;
  /** One step: the run after it, and what it said. Nothing is waited for. */
  readonly step: (run: TrainerRun, batch: Given<B>) => readonly [TrainerRun, V];
  /** What a network says by now; compiled once for each shape. */
  readonly predict: <Name extends keyof N & string>(
    run: TrainerRun,
    network: Name,
    x: Inputs,
  ) => Known<OutputOf<N[Name]>>;
  readonly models: (run: TrainerRun) => Models<N>;
  /** Writes the run: parameters, moments, keys. */
  readonly save: (file: string, run: TrainerRun) => Promise<void>;
  /** Goes through data in epochs, and says after each what has happened. Stopping is `break`. */
  readonly train: (
    data: Given<B> | AsyncIterable<Given<B>> | (() => AsyncIterable<Given<B>>),
    options?: EpochsOptions,
  ) => AsyncGenerator<TrainerEpoch<Models<N>, Numbers<V>, Numbers<W>>, void, void>;
}

/**
 * A training step of your own: several networks, several losses, in any order. It reads as a loop does, is traced once,
 * and runs compiled, as `train` does.
 *
 * ```ts
 * const gan = createTrainer({
 *   networks: { generator, critic },
 *   optimizers: { generator: adam({ rate: 2e-4 }), critic: adam({ rate: 2e-4 }) },
 *   step: ({ generator, critic }, { x }: { x: Tensor }, { update, key }) => {
 *     const noise = normal(key(), [x.shape[0]!, 8]);
 *     const fake = generator(noise);
 *     const criticLoss = update("critic", () => softplus(critic(fake)).mean().add(softplus(critic(x).neg()).mean()));
 *     const generatorLoss = update("generator", () => softplus(critic(generator(noise)).neg()).mean());
 *     return { criticLoss, generatorLoss };
 *   },
 * });
 * for await (const epoch of gan.train({ x }, { epochs: 20 })) console.log(epoch.summary);
 * ```
 * What is computed before an `update` is a constant to it, as if detached: what is to be learned through is called inside.
 */
export const createTrainer = withCard(
  <const N extends Networks, B = { readonly x: Tensor; readonly y: Tensor }, V = Said, W = Said>(
    definition: Definition<N, B, V, W> & { readonly device?: Device | Runtime; readonly threads?: number },
  ): Trainer<N, B, V, W> => {
    const { device, threads, networks, optimizers, step, validate } = readDefinition(definition as never);
    const settings: Partial<Settings> = {
      ...(device === undefined ? {} : { device }),
      ...(threads === undefined ? {} : { threads }),
    };
    const layers = Object.fromEntries(nameLayers("createTrainer", [networks]));
    const names = Object.keys(layers);
    if (names.length === 0)
      throw new ModelError("options", "A trainer trains networks: got none.", {
        remedy: "createTrainer({ networks: { model }, … })",
      });
    for (const [name, link] of Object.entries(optimizers)) {
      checkName(name, names);
      checkOptimizer(link as Link, `The optimizer of ${name}`);
    }
    const plan: Plan = {
      names,
      layers,
      optimizers: optimizers as Plan["optimizers"],
      step,
      validate,
    };
    return {
      begin: async (given, own = {}) => {
        const { seed, steps = Number.NaN, resume } = readBegin(own);
        const batch = createInputs(given as Inputs);
        const { begun, run } = await beginRun(plan, batch, () => batch, seed);
        const extent = extentOf({}, steps, Number.NaN);
        checkNeedsNoEpochs(plan);
        await checkKnowsSteps(plan, run, extent);
        const session = openSession(plan, begun, extent, batch, settings);
        return { state: resume === undefined ? run : await readState(resume, run), session };
      },
      step: ({ state, session }, batch) => {
        const rows = createInputs(batch as Inputs);
        checkRows(session.rows, rows);
        const [next, said] = session.step(state, rows, session.extent);
        return [{ state: next, session }, said as V];
      },
      predict: ({ state, session }, name, x) => {
        checkName(name, names);
        const { params, state: own } = learnedBy(plan, state, name);
        return session.say[name]!(params, own, conform(session.begun.get(name)!.example, createInputs(x))) as never;
      },
      models: ({ state, session }) => modelsOf(plan, session.begun, state, settings) as Models<N>,
      save: (file, { state }) => writeStored(file, { run: state }, {}),
      train: (data, own = {}) => {
        const read = readEpochs(own);
        return logged(epochsOf(plan, data as Inputs | RowsStream, read, settings), loggersOf(read)) as ReturnType<
          Trainer<N, B, V, W>["train"]
        >;
      },
    };
  },
  {
    about: {
      name: "Training step of your own",
      formula: "θₖ ← θₖ + linkₖ(∇ₖℓₖ), for networks k in the order of the step",
      use: "adversarial training, reinforcement learning, meta-learning, self-supervision: whatever has more than one loss or network",
      pitfall:
        "the step is traced once, so its `if` sees no data; what is computed outside of an update is a constant to it",
      reference: "PyTorch's training loop; Keras' train_step",
      seeAlso: ["define", "adam"],
    },
  },
);

/** The state that `save` has written. */
const readState = async (file: string, like: RunState): Promise<RunState> => {
  const stored = await readStored(file, { run: like }, () => undefined);
  if (stored) return stored.parts.run;
  throw new ModelError("file", `A run goes on from a file: there is no ${file}.`, {
    remedy: "Leave out `resume` to begin anew; trainer.save(file, run) writes one.",
  });
};
