import { TuneError } from "../error.ts";

/** Gives the derivative of the value by each parameter it knows. */
export type HypergradientCallback = () => Readonly<Record<string, number>> | Promise<Readonly<Record<string, number>>>;

/** What a callback says, ready to be kept: derivatives that are not finite say nothing. */
export const hypergradientOf = async (callback: HypergradientCallback): Promise<Readonly<Record<string, number>>> => {
  const told = await callback();
  const kept: Record<string, number> = {};
  for (const [name, derivative] of Object.entries(told)) {
    if (typeof derivative !== "number")
      throw new TuneError(
        "bad-hypergradient",
        `A hypergradient holds one number a parameter: got ${JSON.stringify(derivative)} for "${name}".`,
      );
    if (Number.isFinite(derivative)) kept[name] = derivative;
  }
  return kept;
};
