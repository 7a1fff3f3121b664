import type { AddressInfo } from "node:net";
import { either, flag, listOf, type OptionsOf, record, text } from "@kaviar/base/check";
import { openStorage, type Storage } from "@kaviar/tune";
import { createComputer } from "./computing/computer.ts";
import { options } from "./options.ts";
import { createMirrors } from "./reading/mirrors.ts";
import { createPresence } from "./reading/presence.ts";
import type { StudySummary } from "./reading/study-summary.ts";
import { createRuns, type RunWatch } from "./runs/runs.ts";
import { summaries } from "./server/feeds.ts";
import { builtFiles } from "./server/files.ts";
import { createGuard, type Guard } from "./server/guard.ts";
import { listen, listenFrom } from "./server/listen.ts";
import { portLaw } from "./server/port-law.ts";
import { createDashboardServer } from "./server/serve.ts";

/** A dashboard that is being served. */
export interface Dashboard {
  /** The first link: the browser that opens it is let in from then on, and no other. */
  readonly url: string;
  /** A new link, for one more browser. */
  link(): string;
  readonly port: number;
  /** What there is when it opens. */
  readonly studies: readonly StudySummary[];
  /**
   * Shows training runs under a name, while they go on: `train(model, data, { watch: dashboard.watch("digits") })`. They are
   * there as long as the dashboard is.
   */
  watch(name: string): RunWatch;
  close(): Promise<void>;
}

/** The port that is taken where none is named, or the next free one. */
export const usualPort = 7474;

const read = options("openDashboard", {
  storage: either(text, record<Storage>("a storage, or its address", "studies", "changes", "heartbeats")).default(
    "memory",
  ),
  port: portLaw.optional(),
  host: text.default("127.0.0.1"),
  allowHost: listOf(text).default([]),
  allowChanges: flag.default(false),
});

/**
 * Serves the studies of a storage as pages: all of them, each one, each trial, live; and training runs of this process that it
 * watches. Without a storage there are the runs alone. Nothing is changed by it unless `allowChanges` says so: then pages enqueue
 * points, have whoever runs a study stop, and keep notes with trials.
 *
 * ```ts
 * const dashboard = await openDashboard({ storage: "sqlite:kaviar.db" });
 * console.log(dashboard.url);                             // http://127.0.0.1:7474/?token=…
 * await dashboard.close();
 * ```
 * It listens on this machine alone unless `host` says otherwise; `port` 0 takes any free one. It answers to the names of
 * this machine, to `host` and to those of `allowHost`, and to nobody without the token of a link. A link lets one browser in, once:
 * `dashboard.link()` makes another one.
 */
export const openDashboard = async (given: OptionsOf<typeof read> = {}): Promise<Dashboard> => {
  const { storage: where, port, host, allowHost, allowChanges } = read(given);
  const storage =
    typeof where === "string" ? await openStorage(where, { readOnly: where !== "memory" && !allowChanges }) : where;
  const release = async () => {
    if (typeof where === "string") await storage.close();
  };
  try {
    const [mirrors, presence, runs] = [createMirrors(storage), createPresence(), createRuns()];
    const computer = createComputer();
    const studies = await summaries(mirrors, presence);
    let guard: Guard | undefined;
    const server = createDashboardServer(() => guard!, {
      files: await builtFiles(allowChanges),
      mirrors,
      presence,
      runs,
      computer,
    });
    const taken = port === undefined ? await listenFrom(server, host, usualPort) : await listen(server, host, port);
    const { family } = server.address() as AddressInfo;
    const name = family === "IPv6" && host.includes(":") ? `[${host}]` : host;
    guard = createGuard({ port: taken, names: [name, ...allowHost], allowChanges });
    const shown = isEveryAddress(host) ? "127.0.0.1" : name;
    const { invite } = guard;
    const link = () => `http://${shown}:${taken}/?token=${invite()}`;
    return {
      url: link(),
      link,
      port: taken,
      studies,
      watch: (name) => runs.watch(name),
      close: async () => {
        await new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        });
        await computer.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
};

/** Asked for by any of its names, so none of them can be told from the address. */
const isEveryAddress = (host: string): boolean => host === "0.0.0.0" || host === "::";
