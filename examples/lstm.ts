/**
 * A forecast: an LSTM learns the next value of a wave from the thirty before it, and then goes on by itself, each of its
 * values becoming part of what the next is made from.
 */
import { adam, cosine, dense, fit, lstm, meanSquaredError, sequential } from "@kaviar/nn";
import { drawLines } from "./drawing/lines.ts";

const wave = (t: number) => Math.sin(t / 4) + 0.5 * Math.sin(t / 1.7);
const [rows, length] = [600, 30];
const x = {
  data: Float32Array.from({ length: rows * length }, (_, i) => wave(Math.floor(i / length) + (i % length))),
  shape: [rows, length, 1],
};
const y = Float32Array.from({ length: rows }, (_, row) => wave(row + length));

const trained = await fit(
  sequential(lstm(32), dense(1)),
  { x, y },
  {
    loss: meanSquaredError,
    optimizer: adam({ rate: cosine({ peak: 0.01 }) }),
    epochs: 40,
    validation: 0.1,
    seed: 1,
  },
);
const { validation } = trained.history.at(-1)!;
console.log(
  `one step ahead, the error is ${Math.sqrt(validation!.loss).toFixed(3)} where the wave goes from -1.5 to 1.5\n`,
);

const [start, steps] = [rows + 200, 70];
const seen = Array.from({ length }, (_, t) => wave(start + t));
const forecast: number[] = [];
for (let step = 0; step < steps; step++) {
  const window = [...seen, ...forecast].slice(-length).map((value) => [value]);
  forecast.push(await (await trained.predict([window])).item());
}
const truth = forecast.map((_, step) => wave(start + length + step));
console.log(drawLines({ "what it says, from its own values": forecast, "the wave": truth }));
