import type { ProfileFinding, Seen } from "./seen.ts";

/** Rows in the order of a date: what comes later is to be predicted from what came before. */
export const time = ({ table }: Seen): ProfileFinding[] =>
  table.data.flatMap((data): ProfileFinding[] => {
    if (data.kind !== "numbers" || data.type !== "date" || table.rows < 20) return [];
    const { values } = data;
    let backwards = false;
    for (let row = 1; row < values.length; row++) if (!(values[row]! >= values[row - 1]!)) backwards = true;
    if (backwards || values[0] === values.at(-1)) return [];
    return [
      {
        code: "time-order",
        severity: "note",
        place: data.name,
        evidence: `the rows stand in its order, from ${day(values[0]!)} to ${day(values.at(-1)!)}: a split by chance lets a model look into the future.`,
        remedies: [`Split by time: split(table, { target, time: ${JSON.stringify(data.name)} }).`],
      },
    ];
  });

const day = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
