import { data, grad, type Shape, stopGradient, type Tensor, tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  adam,
  batchNorm,
  chain,
  clipByGlobalNorm,
  createTrainer,
  dense,
  type LayerLike,
  mapParameters,
  momentum,
  type Parameters,
  sequential,
  softplus,
  type TrainerRun,
  tanh,
} from "../../src/index.ts";
import { readRecorded } from "../recorded.ts";

type Values = Readonly<Record<string, readonly number[]>>;

const recorded =
  readRecorded<Readonly<Record<"gan" | "wganGp" | "qLearning" | "maml" | "actorCritic", Values>>>("trainer");

/** The numbers of record.py's `made`. */
const made = (shape: Shape, shift: number, scale = 1, speed = 3): Tensor => {
  const size = shape.reduce((product, n) => product * n, 1);
  const numbers = Float32Array.from({ length: size }, (_, i) => Math.sin(i * speed + shift) * scale);
  return tensor(numbers, { shape });
};

/** record.py's `net`. */
const net = (widths: readonly number[], shift: number, norm = false) =>
  sequential(
    ...widths.slice(1).flatMap((width, i): LayerLike[] => {
      const about = { name: "", formula: "", use: "", pitfall: "", reference: "" };
      const initializer = Object.assign((_: unknown, shape: Shape) => made(shape, shift + i, 0.5, 7), { about });
      const layer = dense(width, { initializer });
      return i === widths.length - 2 ? [layer] : norm ? [layer, batchNorm({ epsilon: 1e-5 }), tanh] : [layer, tanh];
    }),
  );

/** Twenty steps; what each said, by name. */
const twentySteps = async <B, V extends object>(
  trainer: {
    readonly begin: (batch: B) => Promise<TrainerRun>;
    readonly step: (run: TrainerRun, batch: B) => readonly [TrainerRun, V];
  },
  batchOf: (i: number) => B,
): Promise<{ readonly run: TrainerRun; readonly said: Record<string, number[]> }> => {
  let run = await trainer.begin(batchOf(0));
  const said: Record<string, number[]> = {};
  for (let i = 0; i < 20; i++) {
    const [next, values] = trainer.step(run, batchOf(i));
    run = next;
    const numbers = (await data(values as never)) as unknown as Record<string, Float32Array>;
    for (const [name, [value]] of Object.entries(numbers)) said[name] = [...(said[name] ?? []), value!];
  }
  return { run, said };
};

const expectClose = (actual: Iterable<number>, expected: readonly number[], tolerance = 2e-5): void => {
  const off = Array.from(actual, (value, i) => Math.abs(value - expected[i]!));
  expect(off.length).toBe(expected.length);
  expect(Math.max(...off)).toBeLessThan(tolerance);
};

const weightOf = async (params: Parameters, ...path: string[]): Promise<ArrayLike<number>> => {
  const found = path.reduce<Parameters | Tensor>((at, name) => (at as Parameters)[name]!, params);
  return (found as Tensor).data();
};

it("trains a GAN as PyTorch's loop does: two networks in turn, running statistics from each call", async () => {
  const gan = createTrainer({
    networks: { generator: net([3, 8, 2], 1, true), critic: net([2, 8, 1], 4) },
    optimizers: { generator: adam({ rate: 1e-2, beta1: 0.5 }), critic: adam({ rate: 2e-2 }) },
    step: ({ generator, critic: judge }, { x, z }: { x: Tensor; z: Tensor }, { update }) => {
      const fake = generator(z);
      const critic = update("critic", () =>
        softplus(judge(fake))
          .mean()
          .add(softplus(judge(x).neg()).mean()),
      );
      return { critic, generator: update("generator", () => softplus(judge(generator(z)).neg()).mean()) };
    },
  });
  const { run, said } = await twentySteps(gan, (i) => ({ x: made([16, 2], i), z: made([16, 3], i + 0.5) }));
  expectClose(said.critic!, recorded.gan.critic!);
  expectClose(said.generator!, recorded.gan.generator!);
  const { generator, critic } = gan.models(run);
  expectClose(Array.from(await weightOf(critic.params, "dense", "weight")), recorded.gan.weight!);
  expectClose(Array.from(await weightOf(generator.state as Parameters, "batchNorm", "mean")), recorded.gan.mean!);
});

it("trains a WGAN with a gradient penalty: several updates of one network in a step, and a gradient in its loss", async () => {
  const wgan = createTrainer({
    networks: { generator: net([3, 8, 2], 1), critic: net([2, 8, 1], 4) },
    optimizers: { generator: adam({ rate: 1e-2 }), critic: adam({ rate: 1e-2 }) },
    step: ({ generator, critic: judge }, { x, z, e }: { x: Tensor; z: Tensor; e: Tensor }, { update }) => {
      let [critic, penalty]: (Tensor | undefined)[] = [];
      for (const turn of [1, 2]) {
        const fake = generator(z.mul(turn));
        const between = e.mul(x).add(e.neg().add(1).mul(fake));
        critic = update("critic", () => {
          const slope = grad((at: Tensor) => judge(at).sum())(between);
          penalty = slope.square().sum(1).sqrt().sub(1).square().mean();
          return judge(fake).mean().sub(judge(x).mean()).add(penalty.mul(10));
        });
      }
      const loss = update("generator", () => judge(generator(z)).neg().mean());
      return { critic: critic!, penalty: penalty!, generator: loss };
    },
  });
  const { said } = await twentySteps(wgan, (i) => ({
    x: made([16, 2], i),
    z: made([16, 3], i + 0.5),
    e: made([16, 1], i + 0.7, 0.5).add(0.5),
  }));
  for (const name of ["critic", "penalty", "generator"]) expectClose(said[name]!, recorded.wganGp[name]!, 1e-4);
});

it("trains Q-values against a target network that follows", async () => {
  const learner = createTrainer({
    networks: { q: net([4, 16, 3], 2), target: net([4, 16, 3], 9) },
    optimizers: { q: chain(clipByGlobalNorm(1), momentum({ rate: 5e-2, accumulated: true })) },
    step: (
      { q, target },
      batch: { state: Tensor; after: Tensor; reward: Tensor; action: Tensor<"int32"> },
      { update, follow },
    ) => {
      const wanted = batch.reward.add(target(batch.after).max(1).mul(0.9));
      const taken = batch.action.oneHot(3).cast("float32");
      const loss = update("q", () => q(batch.state).mul(taken).sum(1).sub(wanted).square().mean());
      follow("target", "q", 0.05);
      return { loss };
    },
  });
  const { run, said } = await twentySteps(learner, (i) => ({
    state: made([16, 4], i),
    after: made([16, 4], i + 0.3),
    reward: made([16], i + 0.6),
    action: tensor(Int32Array.from({ length: 16 }, (_, row) => (row + i) % 3)),
  }));
  expectClose(said.loss!, recorded.qLearning.loss!);
  const { params } = learner.models(run).target;
  expectClose(Array.from(await weightOf(params, "dense", "weight")), recorded.qLearning.target!);
});

it("learns to learn as MAML does: through inner steps of a network's parameters", async () => {
  const learner = createTrainer({
    networks: { model: net([1, 16, 1], 3) },
    optimizers: { model: adam({ rate: 1e-2 }) },
    step: ({ model }, batch: Record<"x" | "y" | "later" | "wanted", Tensor>, { update, parameters }) => {
      const loss = update("model", () => {
        const tasks = [0, 1, 2].map((task) => {
          const [x, y, later, wanted] = [batch.x, batch.y, batch.later, batch.wanted].map((each) => each!.slice(task));
          let own = parameters("model");
          for (let turn = 0; turn < 2; turn++) {
            const slopes = grad((at: Parameters) => model(x!, { parameters: at }).sub(y!).square().mean())(own);
            own = mapParameters((_, p, slope) => p.sub(slope!.mul(0.05)), own, slopes);
          }
          return model(later!, { parameters: own }).sub(wanted!).square().mean();
        });
        return tasks.reduce((sum, each) => sum.add(each)).div(3);
      });
      return { loss };
    },
  });
  const { said } = await twentySteps(learner, (i) => {
    const shifts = tensor([0, 1, 2]).reshape([3, 1, 1]);
    const [x, later] = [made([3, 5, 1], i, 2), made([3, 5, 1], i + 0.4, 2)];
    return { x, later, y: x.add(shifts).sin(), wanted: later.add(shifts).sin() };
  });
  expectClose(said.loss!, recorded.maml.loss!, 1e-4);
});

it("updates several networks by one gradient", async () => {
  const learner = createTrainer({
    networks: { encoder: net([4, 12], 1), actor: net([12, 3], 2), critic: net([12, 1], 3) },
    optimizers: {
      encoder: momentum({ rate: 5e-2, accumulated: true }),
      actor: momentum({ rate: 5e-2, accumulated: true }),
      critic: momentum({ rate: 5e-2, accumulated: true }),
    },
    step: (
      { encoder, actor, critic },
      { state, gain, action }: { state: Tensor; gain: Tensor; action: Tensor<"int32"> },
      { update },
    ) => {
      let [policy, worth]: (Tensor | undefined)[] = [];
      update(["encoder", "actor", "critic"], () => {
        const seen = encoder(state).tanh();
        const value = critic(seen).squeeze(1);
        const logs = actor(seen).logSoftmax(1).mul(action.oneHot(3).cast("float32")).sum(1);
        policy = logs
          .mul(stopGradient(gain.sub(value)))
          .mean()
          .neg();
        worth = gain.sub(value).square().mean();
        return policy.add(worth.mul(0.5));
      });
      return { policy: policy!, worth: worth! };
    },
  });
  const { said } = await twentySteps(learner, (i) => ({
    state: made([16, 4], i),
    gain: made([16], i + 0.6),
    action: tensor(Int32Array.from({ length: 16 }, (_, row) => (row + i) % 3)),
  }));
  expectClose(said.policy!, recorded.actorCritic.policy!);
  expectClose(said.worth!, recorded.actorCritic.worth!);
});
