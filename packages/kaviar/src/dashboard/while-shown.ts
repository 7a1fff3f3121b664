import type { Storage } from "@kaviar/tune";
import type { Output } from "../command/outcome.ts";
import { openInBrowser } from "./open-in-browser.ts";

/** An option of every command that runs trials. */
export const watchOption = {
  watch: { about: "Show it in the browser meanwhile, live: as `kaviar dashboard` does, until it is over" },
} as const;

/** Does work on a storage while its pages are in the browser, at those of one study: its page waits for it where it is begun first. */
export const whileShown = async <T>(
  storage: Storage,
  { study, output }: { readonly study: string; readonly output: Output },
  work: () => Promise<T>,
): Promise<T> => {
  const { openDashboard } = await import("@kaviar/ui");
  const dashboard = await openDashboard({ storage });
  const record = (await storage.studies()).find(({ name }) => name === study);
  const page = record === undefined ? `#/study?${new URLSearchParams({ name: study })}` : `#/studies/${record.id}`;
  output.progress.write(`live: ${dashboard.url}${page}   (only this machine)
`);
  // A link of its own: the one that is printed is for another browser.
  if (process.stdout.isTTY) openInBrowser(dashboard.link() + page);
  try {
    return await work();
  } finally {
    await dashboard.close();
  }
};
