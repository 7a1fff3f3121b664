import { type AutofitResult, fitInParts, learnsInParts, readParts, sampledFrom, type Table } from "@kaviar/tabular";
import { counted } from "./counted.ts";

interface Whole {
  readonly data: string;
  /** The sample, and how many rows it was drawn of. */
  readonly table: Table;
  readonly of: number;
  readonly target: string;
}

interface Means {
  readonly say: (doing: string) => void;
  /** Seconds that are left; undefined without an end. */
  readonly seconds: number | undefined;
  readonly isInterrupted: boolean;
}

/** A search on a sample, and what its model is fitted to in the end: that stands in its notes too. */
export interface FittedWhole {
  readonly result: AutofitResult;
  readonly sampled: string;
}

/**
 * What a search on a sample has found, its model fitted to all rows of the file where it learns in parts and there is time
 * for that.
 */
export const fitWhole = async (
  result: AutofitResult,
  { data, table, of, target }: Whole,
  { say, seconds, isInterrupted }: Means,
): Promise<FittedWhole> => {
  const drawn = `The search looked at a sample: ${counted(table.rows, "row")} drawn by chance of ${counted(of, "row")}.`;
  const told = (model: AutofitResult["model"], fitted: string): FittedWhole => {
    const sampled = `${drawn} The model is fitted to ${fitted}.`;
    return { sampled, result: { ...result, model, notes: [sampled, ...result.notes] } };
  };
  const kept = (why: string) => told(sampledFrom(result.model, of), `them alone: ${why}`);
  if (!learnsInParts(result.model)) return kept("it does not learn from rows that come in parts");
  if (isInterrupted) return kept("the search was ended");
  const whole = `the fit to all ${counted(of, "row")}, in parts`;
  say(whole);
  let pass = 1;
  try {
    const columns = [...result.model.inputs.map(({ name }) => name), target];
    const { model, stays } = await fitInParts(result.model, readParts(data, { like: table.schema, columns }), {
      ...(seconds !== undefined && { signal: AbortSignal.timeout(Math.max(1, Math.round(1000 * seconds))) }),
      onRows: (rows) => {
        const now = Math.floor(rows / of) + 1;
        if (now === pass) return;
        pass = now;
        say(`${whole}: pass ${pass}`);
      },
    });
    const but = stays.length > 0 ? `, but for ${stays.join(", ")}, as the sample taught them` : "";
    return told(model, `all rows${but}; its scores are of fits to the sample`);
  } catch (error) {
    if (!(error instanceof Error && error.name === "TimeoutError")) throw error;
    return kept("there was no time for all rows");
  }
};

/** The share of a search's time that is kept for a fit to all rows at most, and the passes that it takes. */
const [most, passes] = [0.4, 6];

/** Milliseconds to keep of a search's time, where reading all rows once took so many. */
export const keptForWhole = (time: number, reading: number): number => Math.min(most * time, passes * reading);
