import {
  augment,
  augmentClasses,
  cards,
  cutmix,
  cutout,
  flatten,
  jitter,
  type Layer,
  mixup,
  randomBrightness,
  randomContrast,
  randomCrop,
  randomErase,
  randomFlip,
  randomHue,
  randomRotation,
  randomSaturation,
  randomShift,
  randomZoom,
  sequential,
} from "@kaviar/nn";
import { compile, data, grad, key, normal, type Tensor, tensor, uniform } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { beta } from "../../src/augmentation/contract/beta.ts";
import { luma, turnHue } from "../../src/augmentation/contract/colour.ts";
import { pixelsOf, resample } from "../../src/augmentation/contract/resample.ts";
import { rotate } from "../../src/augmentation/contract/rotate.ts";
import { augmentations } from "../../src/augmentation/contract/table.ts";
import turnedColours from "./colours.json" with { type: "json" };
import recorded from "./recorded.json" with { type: "json" };

const context = { training: true, key: key(7), path: "" };
const apply = (layer: Layer, x: Tensor, { seed = 7, training = true } = {}): Tensor => {
  const { state, params } = layer.init(key(0), x.shape.slice(1));
  return layer.apply(params, state, x, { ...context, training, key: key(seed) }).y;
};

const layers: Record<string, Layer> = {
  randomFlip: randomFlip({ vertical: 0.5 }),
  randomRotation: randomRotation({ degrees: 30 }),
  randomCrop: randomCrop({ padding: 2 }),
  randomShift: randomShift({ horizontal: 0.3, vertical: 0.3 }),
  randomZoom: randomZoom(),
  randomErase: randomErase({ probability: 1 }),
  cutout: cutout({ size: 4 }),
  randomBrightness: randomBrightness(),
  randomContrast: randomContrast(),
  randomHue: randomHue(),
  randomSaturation: randomSaturation(),
  jitter: jitter(),
  augment: augment((from, x) => x.add(uniform(from, [x.shape[0]!, 1, 1, 1]))),
};

describe.each(Object.entries(layers))("%s", (_, layer) => {
  const x = normal(key(1), [6, 3, 8, 8]);
  it("keeps the shape, does nothing at prediction, follows its key, and draws for each example", async () => {
    const same = tensor(await x.slice([0, 1]).data(), { shape: [1, 3, 8, 8] }).tile([6, 1, 1, 1]);
    const [a, b, c, each] = await data([
      apply(layer, x),
      apply(layer, x),
      apply(layer, x, { seed: 8 }),
      apply(layer, same).reshape([6, -1]),
    ]);
    expect(apply(layer, x).shape).toEqual(x.shape);
    expect(apply(layer, x, { training: false })).toBe(x);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    if (layer.kind === "jitter") return;
    const drawn = new Set(Array.from({ length: 6 }, (_, i) => each.slice(i * 192, (i + 1) * 192).join()));
    expect(drawn.size).toBeGreaterThan(1);
  });
  it("has a derivative", async () => {
    const slope = await grad((z: Tensor) => apply(layer, z).sum())(x).data();
    expect(slope.every(Number.isFinite)).toBe(true);
    expect(slope.some((value) => value !== 0)).toBe(true);
  });
});

describe("sampling", () => {
  const picture = tensor(recorded.square);
  it("turns by quarters exactly as NumPy's rot90 does", async () => {
    const four = picture.tile([4, 1, 1, 1]);
    const turned = await rotate(four, tensor([0, Math.PI / 2, Math.PI, -Math.PI / 2]), "zeros").data();
    const expected = recorded.quarters.flat(4);
    for (let i = 0; i < expected.length; i++) expect(Math.abs(turned[i]! - expected[i]!)).toBeLessThan(1e-5);
  });
  it("turns by 30° as SciPy's bilinear interpolation does, inside and beyond the border", async () => {
    const angle = tensor([Math.PI / 6]);
    const [zeros, edge] = await data([rotate(picture, angle, "zeros"), rotate(picture, angle, "edge")]);
    const [inside, beyond] = [recorded.turned.zeros.flat(3), recorded.turned.edge.flat(3)];
    for (let i = 0; i < inside.length; i++) {
      expect(Math.abs(zeros[i]! - inside[i]!)).toBeLessThan(1e-5);
      expect(Math.abs(edge[i]! - beyond[i]!)).toBeLessThan(1e-5);
    }
  });
  it("moves by whole pixels exactly, and fills what comes in by zeros, the edge, or a mirror", async () => {
    const line = tensor([1, 2, 3, 4], { shape: [1, 1, 1, 4] });
    const moved = (by: number, fill: "zeros" | "edge" | "reflect") =>
      resample(line, pixelsOf(1), pixelsOf(4).sub(by), fill);
    const [zeros, left, edge, mirror] = await data([
      moved(2, "zeros"),
      moved(-1, "zeros"),
      moved(2, "edge"),
      moved(2, "reflect"),
    ]);
    expect([...zeros]).toEqual([0, 0, 1, 2]);
    expect([...left]).toEqual([2, 3, 4, 0]);
    expect([...edge]).toEqual([1, 1, 1, 2]);
    expect([...mirror]).toEqual([3, 2, 1, 2]);
  });
});

describe("shares and ranges are what they say, over 4 000 examples", () => {
  const n = 4000;
  const ones = tensor([1]).reshape([1, 1, 1, 1]).tile([n, 1, 8, 8]);
  const ramp = pixelsOf(8).reshape([1, 1, 1, 8]).tile([n, 1, 8, 1]);
  it("flips: a quarter of the examples, exactly mirrored", async () => {
    const pixels = await apply(randomFlip({ horizontal: 0.25 }), ramp).data();
    const forwards = [0, 1, 2, 3, 4, 5, 6, 7].join();
    const backwards = [7, 6, 5, 4, 3, 2, 1, 0].join();
    const found = Array.from({ length: n }, (_, i) => pixels.slice(64 * i + 8, 64 * i + 16).join());
    expect(new Set(found)).toEqual(new Set([forwards, backwards]));
    // 0.007 is one standard deviation.
    expect(found.filter((row) => row === backwards).length / n).toBeCloseTo(0.25, 1);
  });
  it("crops: each of 9 offsets as often as the others; shifts within their share; erased areas; brightness", async () => {
    const dot = tensor(
      Float32Array.from({ length: 64 }, (_, i) => Number(i === 27)),
      { shape: [1, 1, 8, 8] },
    );
    const dots = dot.tile([n, 1, 1, 1]);
    const [crop, shift, erased, cut, bright] = await data([
      apply(randomCrop({ padding: 1 }), dots)
        .reshape([n, 64])
        .argmax(1),
      apply(randomShift({ horizontal: 0.25, vertical: 0 }), dots)
        .reshape([n, 64])
        .argmax(1),
      apply(randomErase({ probability: 0.5, area: [0.1, 0.3] }), ones).mean([1, 2, 3]),
      apply(cutout({ size: 3 }), ones).sum([1, 2, 3]),
      apply(randomBrightness({ range: 0.2 }), ones).mean([1, 2, 3]),
    ]);
    const tally = (values: ArrayLike<number>) =>
      Array.from(values).reduce((m, v) => m.set(v, (m.get(v) ?? 0) + 1), new Map<number, number>());
    const offsets = tally(crop);
    expect([...offsets.keys()].sort((a, b) => a - b)).toEqual([18, 19, 20, 26, 27, 28, 34, 35, 36]);
    // 444 expected, standard deviation 20.
    for (const count of offsets.values()) expect(Math.abs(count - n / 9)).toBeLessThan(100);
    expect([...tally(shift).keys()].sort((a, b) => a - b)).toEqual([25, 26, 27, 28, 29]);
    const touched = Array.from(erased).filter((mean) => mean < 1);
    expect(touched.length / n).toBeCloseTo(0.5, 1);
    // Whole pixels round the sides: 0.1 to 0.3 of 64 pixels.
    const mean = touched.reduce((sum, share) => sum + 1 - share, 0) / touched.length;
    expect(mean).toBeCloseTo(0.2, 1);
    // A square of 9 inside, 6 at a side, 4 in a corner.
    expect([...tally(cut).keys()].sort((a, b) => a - b)).toEqual([55, 58, 60]);
    expect(Math.min(...bright)).toBeGreaterThanOrEqual(0.8 - 1e-6);
    expect(Math.max(...bright)).toBeLessThanOrEqual(1.2 + 1e-6);
    expect(bright.reduce((sum, b) => sum + b, 0) / n).toBeCloseTo(1, 1);
  });
  it("contrast keeps each channel's mean; jitter has the asked share of each column's deviation", async () => {
    const columns = normal(key(3), [n, 2]).mul(tensor([1, 100]));
    const noisy = apply(jitter({ share: 0.1 }), columns).sub(columns);
    const [before, after, deviation] = await data([
      ramp.mean([2, 3]),
      apply(randomContrast({ range: 0.5 }), ramp).mean([2, 3]),
      noisy.std(0).div(columns.std(0)),
    ]);
    after.forEach((mean, i) => {
      expect(mean).toBeCloseTo(before[i]!, 5);
    });
    for (const share of deviation) expect(Math.abs(share - 0.1)).toBeLessThan(0.005);
  });
  it("Beta(α, α) has mean 1/2 and variance 1/(4(2α + 1))", async () => {
    const alphas = [0.1, 0.4, 1];
    const moments = await data(
      alphas.flatMap((alpha) => [beta(key(5), 20_000, alpha).mean(), beta(key(5), 20_000, alpha).variance()]),
    );
    alphas.forEach((alpha, i) => {
      expect(Math.abs(moments[2 * i]![0]! - 0.5)).toBeLessThan(0.015);
      expect(Math.abs(moments[2 * i + 1]![0]! - 1 / (4 * (2 * alpha + 1)))).toBeLessThan(0.006);
    });
  });
});

describe("colours", () => {
  const { colours, shares, turned } = turnedColours;
  const image = tensor(colours).transpose().reshape([1, 3, 1, colours.length]);

  it("turn their hue as Python's colorsys turns it", async () => {
    for (const [i, share] of shares.entries()) {
      const made = turnHue(image, tensor([share]).reshape([1, 1, 1, 1]))
        .reshape([3, -1])
        .transpose();
      const off = made.sub(tensor(turned[i]!)).abs().max();
      expect(await off.item()).toBeLessThan(2e-6);
    }
  });

  it("move from or towards grey, which stays as bright as it was, and grey itself stays", async () => {
    const changed = apply(randomSaturation({ range: 0.9 }), image);
    const [before, after] = await data([luma(image), luma(changed)]);
    before!.forEach((bright, i) => {
      expect(after![i]).toBeCloseTo(bright, 5);
    });
    const grey = tensor([0.5, 0.5, 0.5]).reshape([1, 3, 1, 1]);
    for (const each of await data([apply(randomSaturation(), grey), apply(randomHue(), grey)]))
      for (const value of each) expect(value).toBeCloseTo(0.5, 6);
  });

  it("are red, green and blue: other images are refused", () => {
    expect(() => randomHue().init(key(0), [1, 4, 4])).toThrow("randomHue needs images of red, green and blue");
    expect(() => randomHue({ range: 0.6 })).toThrow("`range` of randomHue must be between 0 and 0.5: got 0.6.");
  });
});

describe("mixing", () => {
  // Example i is i everywhere, and so is its target: what is mixed can be read off.
  const n = 64;
  const number = pixelsOf(n).reshape([n]);
  it("mixup: the same λ for inputs and targets, all between two examples", async () => {
    const x = number.reshape([n, 1]).tile([1, 5]);
    const mixed = mixup({ alpha: 0.4 })(key(2), { x, y: number });
    const [xs, ys] = await data([mixed.x, mixed.y]);
    xs.forEach((value, i) => {
      expect(value).toBeCloseTo(ys[Math.floor(i / 5)]!, 4);
    });
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ys)).toBeLessThanOrEqual(n - 1);
    expect(ys.some((y, i) => y !== i)).toBe(true);
  });
  it("mixup makes shares of class numbers, which sum to 1", async () => {
    const y = tensor(Int32Array.from({ length: n }, (_, i) => i % 3)) as never as Tensor;
    const shares = await mixup({ classes: 3 })(key(2), { x: number.reshape([n, 1]), y }).y.array();
    for (const row of shares as number[][]) {
      expect(row).toHaveLength(3);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
      expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
    }
  });
  it("cutmix: the share of a target is the share of pixels it has", async () => {
    const x = number.reshape([n, 1, 1, 1]).tile([1, 2, 8, 8]);
    const mixed = cutmix()(key(4), { x, y: number });
    const [means, ys] = await data([mixed.x.mean([1, 2, 3]), mixed.y]);
    ys.forEach((y, i) => {
      expect(y).toBeCloseTo(means[i]!, 3);
    });
    expect(ys.some((y, i) => Math.abs(y - i) > 0.5)).toBe(true);
  });
  it("augments the rows of some classes only", async () => {
    const x = normal(key(1), [n, 1, 4, 4]);
    const y = tensor(Int32Array.from({ length: n }, (_, i) => i % 4)) as never as Tensor;
    const changed = augmentClasses([1, 3], randomFlip({ horizontal: 1 }))(key(0), { x, y });
    const [got, before, flipped] = await data([changed.x, x, x.flip(3)]);
    got.forEach((value, i) => {
      expect(value).toBe((Math.floor(i / 16) % 2 === 1 ? flipped : before)[i]);
    });
  });
  it("refuses class numbers without their count, tables in cutmix, and odd alphas", () => {
    const y = tensor(Int32Array.of(0, 1)) as never as Tensor;
    const x = tensor([[1], [2]]);
    expect(() => mixup()(key(0), { x, y })).toThrow(/class numbers \(int32\)[\s\S]*classes: 10/);
    expect(() => cutmix()(key(0), { x, y: x })).toThrow(/cutmix needs images.*\[2, 1\]/);
    expect(() => mixup({ alpha: 0 })).toThrow(/`alpha` of mixup must be above 0 and at most 1: got 0/);
  });
});

describe("in a model", () => {
  const model = sequential(randomFlip(), randomRotation(), randomShift(), flatten);
  const { state, params } = model.init(key(0), [1, 8, 8]);
  it("leaves no trace in an exported file", async () => {
    const x = normal(key(1), [2, 1, 8, 8]);
    const file = (layer: Layer) =>
      compile((rows: Tensor) => layer.apply(params, state, rows, { ...context, training: false }).y).toOnnx([x], {
        batch: true,
      });
    const plain = sequential(flatten);
    expect((await file(model)).length).toBe((await file(plain)).length);
  });
  it("is made again from what a file says of it, the same", () => {
    const made = Object.entries(augmentations).map(([kind, make]) => ({
      kind,
      make: make as (options: object) => Layer,
    }));
    for (const { kind, make } of made) {
      const layer = layers[kind]!;
      const text = JSON.stringify(layer.options);
      expect([kind, JSON.stringify(make(JSON.parse(text)).options)]).toEqual([layer.kind, text]);
    }
    expect(made).toHaveLength(Object.keys(layers).length - 1);
  });
  it("ranges live in the state: another one compiles nothing again", async () => {
    const step = compile((range: Tensor, x: Tensor) => randomBrightness().apply({}, { range }, x, context).y);
    const x = normal(key(1), [2, 1, 4, 4]);
    const [a, b] = [await step(tensor(0), x).data(), await step(tensor(1), x).data()];
    expect(a).toEqual(await x.data());
    expect(b).not.toEqual(a);
    expect(step.traces()).toBe(1);
  });
  it.each([
    ["flat inputs", () => randomFlip().init(key(0), [64]), /randomFlip needs images \[N, C, H, W\]: got \[N, 64\]/],
    [
      "a probability of 2",
      () => randomFlip({ horizontal: 2 }),
      /`horizontal` of randomFlip must be between 0 and 1: got 2/,
    ],
    ["an unknown fill", () => randomShift({ fill: "wrap" as never }), /"zeros" or "edge" or "reflect": got "wrap"/],
    [
      "a shape that changes",
      () =>
        apply(
          augment((_, x) => x.slice([0, 1])),
          normal(key(0), [2, 3]),
        ),
      /keeps shapes.*\[1, 3\] of \[2, 3\]/,
    ],
  ])("refuses %s", (_, run, message) => expect(run).toThrow(message));
});

it("every augmentation is in the table that files are read by, unless it is made of functions or mixes batches", () => {
  const known = cards().filter(({ kind }) => kind === "augmentation");
  const apart = ["augment", "augmentClasses", "cutmix", "mixup"];
  expect(known.map((card) => card.export).sort()).toEqual([...Object.keys(augmentations), ...apart].sort());
});
