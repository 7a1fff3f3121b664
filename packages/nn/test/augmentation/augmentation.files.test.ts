import {
  dense,
  fit,
  flatten,
  layerToJson,
  load,
  meanSquaredError,
  randomFlip,
  randomShift,
  sequential,
} from "@kaviar/nn";
import { expect, it } from "vitest";

it("a model with augmentation is loaded from its file as it was, and goes on with augmentation", async () => {
  const x = { data: Float32Array.from({ length: 8 * 9 }, (_, i) => Math.sin(i)), shape: [8, 1, 3, 3] };
  const data = { x, y: Float32Array.from({ length: 8 }, (_, i) => i / 8) };
  const model = sequential(randomFlip({ vertical: 0.25 }), randomShift(), flatten, dense(1));
  const options = { loss: meanSquaredError, epochs: 2 };
  const trained = await fit(model, data, options);
  const loaded = await load(await trained.toOnnx());
  expect(layerToJson(loaded)).toEqual(layerToJson(model));
  expect(await (await loaded.predict(x)).data()).toEqual(await (await trained.predict(x)).data());
  const [again, straight] = [await fit(loaded, data, options), await fit(trained, data, options)];
  expect(again.history.map(({ loss }) => loss)).toEqual(straight.history.map(({ loss }) => loss));
});
