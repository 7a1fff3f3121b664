/**
 * A variational autoencoder: digits squeezed through eight numbers and made again, and digits that nobody has written, made
 * from random numbers. The loss of a picture is summed over its 64 pixels, so the divergence of the code has weight 1/64
 * beside their mean.
 */
import { adam, applyLayer, cosine, dense, fit, relu, sampling, sequential, sigmoidCrossEntropy } from "@kaviar/nn";
import { key, normal, tensor } from "@kaviar/tensor";
import { digits } from "./data/digits.ts";
import { drawImages } from "./drawing/images.ts";

const { x } = digits();
const pictures = { data: x.data, shape: [1797, 64] };
const size = 8;
const decoder = sequential(dense(64), relu, dense(64));
const model = sequential({
  encoder: sequential(dense(64), relu, dense(2 * size)),
  code: sampling({ weight: 1 / 64 }),
  decoder,
});

// Without y the inputs are the targets.
const trained = await fit(
  model,
  { x: pictures },
  {
    loss: sigmoidCrossEntropy,
    optimizer: adam({ rate: cosine({ peak: 5e-3 }) }),
    epochs: 60,
    batchSize: 64,
    validation: 0.1,
    seed: 1,
  },
);
const { loss, validation } = trained.history.at(-1)!;
console.log(`loss ${loss.toFixed(3)}, on pictures it has not seen ${validation!.loss.toFixed(3)}\n`);

const draw = (pixels: Float32Array, caption: string) => {
  const images = Array.from({ length: pixels.length / 64 }, (_, i) => pixels.subarray(64 * i, 64 * (i + 1)));
  console.log(
    `${caption}\n${drawImages(
      images,
      images.map(() => ""),
      { height: 8, width: 8 },
    )}`,
  );
};
const some = tensor(pictures.data.slice(0, 5 * 64), { shape: [5, 64] });
draw(await some.data(), "pictures");
draw(await (await trained.predict(some)).sigmoid().data(), "the same, from eight numbers each");

const codes = normal(key(4), [5, size]);
const { params, state } = trained;
const context = { training: false, key: key(0), path: "" };
const { y } = applyLayer(decoder, params.decoder as typeof params, state.decoder as typeof state, codes, context);
draw(await (y as typeof codes).sigmoid().data(), "from random numbers");
