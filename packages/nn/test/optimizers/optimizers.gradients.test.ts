import { data, eigh, grad, key, normal, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  adam,
  addPenalty,
  centralize,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  decay,
  gradientNoise,
  type Link,
  proximalL1,
  scaleByMuon,
  sgd,
  silencedInputs,
} from "../../src/optimizers/index.ts";
import { everything } from "../../src/parameters/predicate.ts";
import { l2 } from "../../src/regularizers/index.ts";
import { distance, type Flat, layer, some, walk } from "./walk.ts";

/** What a link makes of gradients: walked from 0, where parameters become the updates. */
const made = (link: Link, gradients: Flat): Flat =>
  walk(link, Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, g.mul(0)])), [gradients]).path[0]!;

const length = (...lists: Float32Array[]) => Math.hypot(...lists.flatMap((list) => Array.from(list)));

describe("clipping", () => {
  const gradients = { a: tensor([3, -4]), b: tensor([0.3, 0.4]), none: tensor([0, 0]) };

  it("by value cuts elements, by norm tensors, by global norm all together; what is short stays", async () => {
    const found = await data({
      value: made(clipByValue(0.35), gradients),
      norm: made(clipByNorm(1), gradients),
      global: made(clipByGlobalNorm(1), gradients),
      short: made(clipByGlobalNorm(10), gradients),
    });
    expect(found.value).toEqual({
      a: Float32Array.of(0.35, -0.35),
      b: Float32Array.of(0.3, 0.35),
      none: Float32Array.of(0, 0),
    });
    expect(distance(found.norm.a!, [0.6, -0.8])).toBeLessThan(1e-6);
    expect(found.norm.b).toEqual(Float32Array.of(0.3, 0.4));
    // ‖g‖ = √(25 + 0.25)
    expect(distance(found.global.a!, [3 / Math.sqrt(25.25), -4 / Math.sqrt(25.25)])).toBeLessThan(1e-6);
    expect(length(found.global.a!, found.global.b!)).toBeCloseTo(1, 6);
    expect(found.short).toEqual(await data(gradients));
  });

  it("needs a limit above 0", () => {
    expect(() => clipByNorm(-1)).toThrow("`limit` of clipByNorm must be greater than 0: got -1.");
  });
});

describe("centralized gradients", () => {
  it("have mean 0 over the inputs of each unit of [in, out] and [out, in, h, w]; biases stay", async () => {
    const gradients = { weight: some([5, 3]), kernel: some([4, 2, 3, 3]), bias: some([3]) };
    const { weight, kernel, bias } = made(centralize(), gradients) as typeof gradients;
    const found = await data({ dense: weight.mean(0).abs().max(), conv: kernel.mean([1, 2, 3]).abs().max(), bias });
    expect(Math.max(found.dense[0]!, found.conv[0]!)).toBeLessThan(1e-6);
    expect(found.bias).toEqual(await gradients.bias.data());
  });
});

describe("gradient noise", () => {
  it("has variance η/(1 + t)^γ, other numbers for each tensor and link, the same for the same key", async () => {
    const zeros = { a: tensor(new Float32Array(4096)), b: tensor(new Float32Array(4096)) };
    const noise = gradientNoise({ variance: 0.04, fade: 0.5 });
    const { path } = walk(noise, zeros, [zeros, zeros, zeros, zeros]);
    const twice = made(chain(gradientNoise(), gradientNoise()), zeros);
    const once = made(chain(gradientNoise()), zeros);
    const found = await data({
      first: path[0]!.a!.std(),
      other: path[0]!.a!.sub(path[0]!.b!).abs().max(),
      fourth: path[3]!.a!.sub(path[2]!.a!).std(),
      doubled: twice.a!.sub(once.a!.mul(2)).abs().max(),
      again: made(noise, zeros).a!.sub(path[0]!.a!).abs().max(),
    });
    // A sample of 4096 has a standard deviation within 5 % of the true one in all but 1 of 10⁵ draws.
    expect(found.first[0]! / 0.2).toBeCloseTo(1, 1);
    expect(found.fourth[0]! / Math.sqrt(0.04 / 2)).toBeCloseTo(1, 1);
    expect(Math.min(found.other[0]!, found.doubled[0]!)).toBeGreaterThan(0.1);
    expect(found.again[0]).toBe(0);
  });
});

describe("decoupled decay and the L2 penalty", () => {
  const slopes = (p: Flat): Flat => ({ weight: p.weight!.sub(1), bias: p.bias!.sub(1) });
  const end = (link: Link) => walk(link, layer(), slopes, 5).path[4]!;

  it("are the same under plain SGD at strengths 2λ and λ, w(1 − 2ηλ) − η∇L, and not under Adam", async () => {
    const [penalized, decayed, adamPenalized, adamDecayed] = await data([
      end(chain(addPenalty(l2(0.05)), sgd({ rate: 0.1 }))),
      end(chain(sgd({ rate: 0.1 }), decay(0.1))),
      end(chain(addPenalty(l2(0.05)), adam({ rate: 0.1 }))),
      end(chain(adam({ rate: 0.1 }), decay(0.1))),
    ]);
    expect(distance(penalized!.weight!, decayed!.weight!)).toBeLessThan(1e-6);
    expect(penalized!.bias).toEqual(decayed!.bias);
    expect(distance(adamPenalized!.weight!, adamDecayed!.weight!)).toBeGreaterThan(1e-3);
  });

  it("decay says that it needs a rate before it", () => {
    expect(() => end(chain(decay(0.1), sgd({ rate: 0.1 })))).toThrow(
      "decay is scaled by the learning rate: no link before it has applied one.",
    );
  });
});

describe("the proximal L1 step", () => {
  it("finds the minimum of ½‖w − a‖² + λ‖w‖₁, which is a moved λ towards 0, with exact zeros", async () => {
    const a = [
      [2, -1.5],
      [0.2, -0.3],
      [-0.7, 0.1],
    ];
    const start = {
      weight: tensor([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
      bias: tensor([1]),
    };
    const slopes = (p: Flat): Flat => ({ weight: p.weight!.sub(tensor(a)), bias: p.bias!.mul(0) });
    const { path } = walk(chain(sgd({ rate: 0.3 }), proximalL1(0.5)), start, slopes, 60);
    const { weight, bias } = await data(path[59]! as typeof start);
    expect(distance(weight, [1.5, -1, 0, 0, -0.2, 0])).toBeLessThan(1e-6);
    expect([weight[2], weight[3], weight[5]]).toEqual([0, 0, 0]);
    expect(bias).toEqual(Float32Array.of(1));
    expect(await silencedInputs({ dense: path[59]! })).toEqual([{ path: "dense/weight", inputs: [1], of: 3 }]);
  });

  it("reports inputs of convolutions, [out, in, …], and nothing where all are heard", async () => {
    const kernel = tensor([[[1, 0]], [[2, 1]]].map(([row]) => [row!, [0, 0]]));
    expect(await silencedInputs({ conv: { weight: kernel }, dense: layer() })).toEqual([
      { path: "conv/weight", inputs: [1], of: 2 },
    ]);
  });

  it("needs a rate before it", () => {
    expect(() => walk(proximalL1(0.1), layer(), [layer()])).toThrow("proximalL1 is scaled by the learning rate");
  });
});

describe("Muon's direction", () => {
  it("has singular values between 0.68 and 1.14, where its five steps of Newton and Schulz leave them", async () => {
    const u = made(scaleByMuon(), { weight: normal(key(3), [6, 4]) }).weight!;
    const values = (await eigh(u.transpose().matmul(u))[0].data()).map(Math.sqrt);
    expect(Math.min(...values)).toBeGreaterThan(0.68);
    expect(Math.max(...values)).toBeLessThan(1.14);
  });
});

describe("a derivative through an optimizer", () => {
  it("by the rate of Adam is finite where a weight never had a gradient", async () => {
    const start = { w: tensor([1, 1]) };
    const slopes = (p: Flat): Flat => ({ w: p.w!.mul(tensor([1, 0])) });
    const after = (rate: Tensor): Tensor => {
      const link = chain(adam({ rate: () => rate }), decay(0.1));
      return walk(link, start, slopes, 3).path[2]!.w!.square().sum();
    };
    const [slope, above, below] = await data([
      grad(after)(tensor(0.1)),
      after(tensor(0.11)),
      after(tensor(0.09)),
    ] as const);
    expect(slope[0]! / ((above[0]! - below[0]!) / 0.02)).toBeCloseTo(1, 2);
  });
});

describe("a penalty as a link", () => {
  it("adds 2λw to the gradients of what it penalizes", async () => {
    const link = chain(addPenalty(l2(0.25, { where: everything })), sgd({ rate: 1 }));
    const zero = { w: tensor([0, 0]) };
    const found = await walk(link, { w: tensor([2, -4]) }, [zero]).path[0]!.w!.data();
    expect(found).toEqual(Float32Array.of(1, -2));
  });
});
