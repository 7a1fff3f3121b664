export type { Activation } from "./activation.ts";
export { relu } from "./relu.ts";
