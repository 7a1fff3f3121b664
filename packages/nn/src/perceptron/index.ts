export { type Perceptron, type PerceptronOptions, perceptron } from "./perceptron.ts";
