import type { Storage } from "@kaviar/tune";
import type { Output } from "../command/outcome.ts";
import { openInBrowser } from "./open-in-browser.ts";

/** An option of every command that runs trials. */
export const watchOption = {
  watch: { about: "Show it in the browser meanwhile, live: as `kaviar dashboard` does, until it is over" },
} as const;

/** Does work on a storage while its pages are in the browser: those of one study where it is there by then. */
export const whileShown = async <T>(
  storage: Storage,
  { study, output }: { readonly study: string; readonly output: Output },
  work: () => Promise<T>,
): Promise<T> => {
  const { openDashboard } = await import("@kaviar/ui");
  const dashboard = await openDashboard({ storage });
  const record = (await storage.studies()).find(({ name }) => name === study);
  const link = record === undefined ? dashboard.url : `${dashboard.url}#/studies/${record.id}`;
  output.progress.write(`live: ${link}   (only this machine)\n`);
  if (process.stdout.isTTY) openInBrowser(link);
  try {
    return await work();
  } finally {
    await dashboard.close();
  }
};
