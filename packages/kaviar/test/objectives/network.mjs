import { dense, meanSquaredError, relu, sequential } from "@kaviar/nn";

const x = Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);

export const data = { x, y: Float32Array.from(x, ([a, b]) => a * b) };
export const model = sequential(dense(8), relu, dense(1));
export const options = { loss: meanSquaredError, epochs: 3 };
