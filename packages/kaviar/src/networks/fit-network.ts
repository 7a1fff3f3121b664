import type { Given } from "../command/command.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { leaveEmpty } from "../fitting/forget.ts";
import type { Interrupt } from "../fitting/interrupt.ts";
import { namesOf } from "../fitting/names.ts";
import type { fitOptions } from "../fitting/options.ts";
import { kinds, type Task } from "./job.ts";
import { readFound } from "./read-found.ts";
import { runNetwork } from "./run.ts";
import { settingsOf } from "./settings.ts";

type Options = Given<typeof fitOptions>["options"];

/** Searches for a network, and writes it. */
export const fitNetwork = async (
  job: Task,
  data: string,
  options: Options,
  {
    interrupt,
    output,
    begin,
  }: { interrupt: Interrupt; output: Output; begin(names: ReturnType<typeof namesOf>): Promise<void> },
): Promise<Outcome> => {
  const settings = settingsOf(job, options);
  const names = namesOf(data, options.target ?? "class", options.out);
  await begin(names);
  // Ctrl-C ends reading at once, and nothing is left of it.
  const leave = (): void => leaveEmpty(names.search);
  process.once("exit", leave);
  const found = await readFound(job, data, options, { progress: output.progress, folder: names.search }).catch(
    (error: unknown) => {
      leave();
      throw error;
    },
  );
  process.off("exit", leave);
  try {
    return await runNetwork(
      {
        ...{ task: kinds[job], x: found.x, y: found.y, source: found.source, notes: found.notes, next: found.next },
        ...{ names, workers: options.workers, ...settings },
      },
      interrupt,
      output,
    );
  } finally {
    await found.close?.();
  }
};
