import { readSeries } from "@kaviar/architecture";
import { plural } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import { brokenLines } from "./broken-lines.ts";
import type { Found } from "./found.ts";

interface Given {
  readonly target?: string;
  readonly series?: string;
  readonly "time-column"?: string;
}

/** Series of a folder, of a long table, or of a file of the archives. */
export const seriesFrom = async (data: string, { target, series, "time-column": time }: Given): Promise<Found> => {
  const columns = {
    ...(series !== undefined && { series }),
    ...(time !== undefined && { time }),
    ...(target !== undefined && { target }),
  };
  const { x, y, names, channels, lengths, broken, filled } = await readSeries(data, columns);
  if (y === undefined)
    throw new UsageError(
      `A network learns from sequences whose classes are known: ${data} has ${lengths.length} and nothing that says them.`,
      "Give a folder for each class, a column that says it (--target COLUMN), or a labels.csv in the folder.",
    );
  const [, steps] = x.shape;
  const shortest = Math.min(...lengths);
  const options = Object.keys(columns).length === 0 ? "" : `, ${JSON.stringify(columns)}`;
  return {
    x,
    y,
    says: `${lengths.length} sequences of ${shortest < steps ? `${shortest} to ` : ""}${plural(steps, "step")}, ${plural(channels.length, "channel")}`,
    notes: [
      ...brokenLines(broken),
      ...(filled.numbers > 0
        ? [`${plural(filled.numbers, "missing number")} in ${filled.series} of them lie on straight lines now`]
        : []),
    ],
    source: {
      input: {
        kind: "sequence",
        steps,
        channels,
        unequal: shortest < steps,
        ...(series !== undefined && { series }),
        ...(time !== undefined && { time }),
      },
      target,
      from: data,
      names,
      data: { read: `await readSeries(${JSON.stringify(data)}${options})`, names: ["readSeries"] },
    },
    next: series === undefined ? "new-sequences/" : "new.csv",
  };
};
