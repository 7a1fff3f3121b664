import { isotonic } from "./isotonic.ts";
import { type Method, oneAgainstRest } from "./method.ts";
import { sigmoid } from "./sigmoid.ts";
import { temperature } from "./temperature.ts";

export type MethodName = "sigmoid" | "isotonic" | "temperature";

/** The ways to calibrate, by their names. */
export const methods: { readonly [Name in MethodName]: Method<unknown> } = {
  sigmoid: oneAgainstRest(sigmoid) as Method<unknown>,
  isotonic: oneAgainstRest(isotonic) as Method<unknown>,
  temperature: temperature as Method<unknown>,
};
