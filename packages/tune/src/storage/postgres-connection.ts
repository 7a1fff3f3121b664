import { shownUrl } from "@kaviar/base/text";
import type { Sql } from "postgres";
import { TuneError } from "../error.ts";
import { openedForReading } from "./opened-for-reading.ts";
import { createOutage } from "./outage.ts";

type Value = string | number | boolean | null;

export interface Connection {
  /** How it is shown: without the password. */
  readonly url: string;
  /**
   * The rows of a statement, each an array. When the connection breaks, or the server restarts, it is run again, with
   * `again` telling so: the first run may have been committed.
   */
  query(text: string, values: (again: boolean) => readonly Value[]): Promise<readonly (readonly unknown[])[]>;
  /**
   * The same, with all that it changed or saw as durable as the session's `synchronous_commit` says. What is asked for
   * while the disk is waited for waits for it together, once. A statement that `flushes` when it commits, and is told
   * whether it owes that to what went before it, does so for all of it.
   */
  settled(
    text: string,
    values: (again: boolean, owes: boolean) => readonly Value[],
    flushes?: boolean,
  ): Promise<readonly (readonly unknown[])[]>;
  /** Whether a commit waits for the disk. */
  readonly isDurable: boolean;
  /** Several statements in one transaction. */
  transaction(job: (query: (text: string) => Promise<readonly (readonly unknown[])[]>) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

type Rows = readonly (readonly unknown[])[];

/** An empty transaction that is written down: when its commit has reached the disk, so have all commits before it. */
export const flushText = "select pg_logical_emit_message(true, 'kaviar', '')::text";

/**
 * How long a server may be away, in milliseconds: in the middle of a study, when a storage is opened, and once it was given
 * up, so that whoever ends after that (handing trials back, closing) does not wait as long again each time.
 */
const patience = { running: 120_000, opening: 10_000, lost: 1_000 };

/** Connects to a PostgreSQL server. One connection, on which statements wait for each other: a study's changes do anyway. */
export const connect = async (url: string, { waits = patience, readOnly = false } = {}): Promise<Connection> => {
  const shown = shownUrl(url);
  if (/^\w+:\/\/…$/.test(shown)) throw unreadable(shown);
  const outage = createOutage(shown);
  const { default: postgres } = await import("postgres");

  /**
   * A client lives for one session. The driver keeps what it had of an answer when a session breaks in the middle of it, and
   * begins the next session's first answer behind that: a row would be read as none, or as another statement's.
   */
  interface Client {
    readonly sql: Sql;
    isBroken: boolean;
  }
  const renew = (client: Client): void => {
    client.isBroken = true;
    if (current !== client) return;
    current = open();
    // What waits in it is refused, and comes again through the client after it.
    client.sql.end({ timeout: 0 }).catch(() => {});
  };
  const servers = serversIn(url);
  let turn = 0;
  const open = (): Client => {
    const client: Client = {
      isBroken: false,
      sql: postgres(servers[turn++ % servers.length]!, {
        max: 1,
        onclose: () => renew(client),
        // Of several servers one writes, and which that is may change.
        ...(!readOnly && servers.length > 1 && { target_session_attrs: "primary" }),
        connect_timeout: 10,
        idle_timeout: 0,
        max_lifetime: null,
        backoff: false,
        onnotice: () => {},
        connection: { application_name: "kaviar", ...(readOnly && { default_transaction_read_only: true }) },
        // 64-bit counts stay far below 2^53.
        types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
      }),
    };
    return client;
  };
  const first = (): Client => {
    try {
      return open();
    } catch {
      // What the driver throws holds the address as it is.
      throw unreadable(shown);
    }
  };
  let current = first();
  let state: keyof typeof patience = "opening";
  let closing = false;

  const persist = async <T>(job: (again: boolean) => Promise<T>): Promise<T> => {
    const since = performance.now();
    for (let attempt = 0; ; attempt++) {
      const client = current;
      try {
        const result = await job(attempt > 0);
        state = "running";
        outage.answers();
        return result;
      } catch (error) {
        const waited = performance.now() - since;
        const isStandby = codeOf(error) === writesNothing && !readOnly && !(await isToRead(client));
        if (!isStandby && !isPassing(error)) throw explain(error, shown, readOnly);
        // It may be promoted, or another one be found.
        if (isStandby || servers.length > 1) renew(client);
        if (closing || waited > waits[state]) {
          if (state === "running") state = "lost";
          outage.gaveUp();
          throw explain(error, shown, readOnly);
        }
        const pause = Math.min(20 * 2 ** attempt, 1000) * (0.5 + Math.random() / 2);
        outage.waits(waited + pause, waits[state], `it does not answer (${messageOf(error)})`);
        await new Promise((done) => setTimeout(done, pause));
      }
    }
  };

  /** Whether a session only reads because it is told to, and not since its server follows another one, or did a moment ago. */
  const isToRead = ({ sql }: Client): Promise<boolean> =>
    sql`select current_setting('default_transaction_read_only') as given`.then(
      ([row]) => row!.given === "on",
      () => false,
    );

  const send = (text: string, values: readonly Value[]): Promise<Rows> => {
    const client = current;
    // Now, not when it is first waited for: the order of the calls counts.
    const answer = client.sql
      .unsafe(text, [...values], { prepare: true })
      .values()
      .execute();
    return answer.then((rows) => {
      // More rows than the server counted are of a statement that failed in the middle of its answer.
      if (client.isBroken || rows.length > (rows.count ?? rows.length)) throw broken();
      return rows as never as Rows;
    });
  };

  const query: Connection["query"] = (text, values) => persist(async (again) => send(text, values(again)));

  // The server answers in the order of the statements: a flush covers those that were sent before.
  let sent = 0;
  let flush: { readonly covers: number; readonly done: Promise<unknown> } = { covers: 0, done: Promise.resolve() };
  let isFlushing = false;
  const flushing = (done: Promise<Rows>): Promise<Rows> => {
    isFlushing = true;
    const own = { covers: sent, done };
    flush = own;
    const over = () => {
      if (flush === own) isFlushing = false;
    };
    done.then(over, over);
    return done;
  };
  const settle = async (): Promise<void> => {
    const own = sent;
    await undefined;
    // A flush that began before is waited for: what is sent meanwhile has the next one in common.
    while (flush.covers < own) {
      if (isFlushing) await flush.done;
      else flushing(send(flushText, []));
    }
    await flush.done;
  };
  const settled: Connection["settled"] = (text, values, flushes = false) => {
    if (!isDurable) return query(text, (again) => values(again, false));
    return persist(async (again) => {
      const client = current;
      const owes = flush.covers < sent;
      if (!flushes) sent++;
      const answer = send(text, values(again, owes));
      if (flushes) return owes ? flushing(answer) : answer;
      const [rows] = await Promise.all([answer, settle()]);
      // The flush of a server that was started again says nothing about what the one before it did.
      if (client !== current) throw broken();
      return rows;
    });
  };
  const close = async () => {
    closing = true;
    await current.sql.end({ timeout: 5 });
  };
  const look = async (): Promise<string> => {
    const [row] = await send("select current_setting('synchronous_commit'), pg_is_in_recovery()", []);
    const [commit, isStandby] = row as [string, boolean];
    if (isStandby && !readOnly) throw Object.assign(new Error("it is a standby"), { code: writesNothing });
    return commit;
  };
  const mode = await persist(look).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  // What only reads has nothing to make durable.
  const isDurable = !readOnly && mode !== "off";

  return {
    url: shown,
    query,
    settled,
    isDurable,
    transaction: async (job) => {
      await current.sql
        .begin((inside) => job(async (text) => (await inside.unsafe(text).values()) as unknown as unknown[][]))
        .catch((error: unknown) => {
          throw explain(error, shown, readOnly);
        });
    },
    close,
  };
};

/** An address that names several servers, as one for each: the driver goes round dead ones without end, and says nothing. */
const serversIn = (url: string): readonly string[] => {
  const [, before = "", hosts = "", after = ""] = /^(\w+:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/s.exec(url) ?? [];
  return hosts.includes(",") ? hosts.split(",").map((host) => `${before}${host}${after}`) : [url];
};

/** The code of what is refused by a server, or in a session, that only reads. */
const writesNothing = "25006";

const broken = (): Error => Object.assign(new Error("the connection broke"), { code: "CONNECTION_CLOSED" });

/** Of an address that cannot be read for sure, parts of a password may be taken for a host, and told. */
const unreadable = (shown: string): TuneError =>
  new TuneError(
    "unknown-storage",
    `A PostgreSQL server is named as postgres://USER:PASSWORD@HOST:PORT/DATABASE: ${shown} cannot be read as that.`,
    { remedy: "Signs such as @ : / # ? of a password are written as %40 %3A %2F %23 %3F." },
  );

const messageOf = (error: unknown): string => (error instanceof Error && error.message) || codeOf(error);

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? "");

/** What a second try may mend: a lost connection, a server that starts, stops or is full, two transactions in each other's way. */
const isPassing = (error: unknown): boolean =>
  /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|08|57P|53300|40001|40P01|XX000$)/.test(
    codeOf(error),
  );

const explain = (error: unknown, url: string, readOnly: boolean): unknown => {
  if (error instanceof TuneError) return error;
  const code = codeOf(error);
  const message = messageOf(error);
  if (isPassing(error) || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new TuneError("storage-unreachable", `A PostgreSQL server must answer: ${url} does not (${message}).`, {
      remedy: "Start it, or correct the address. All that was written before is kept.",
      cause: error,
    });
  if (/^(28|3D000)/.test(code))
    return new TuneError("storage-refused", `A PostgreSQL server must let the user in: ${url} does not (${message}).`, {
      remedy: "Correct user, password or database in the URL.",
      cause: error,
    });
  if (code === writesNothing && readOnly) return openedForReading(url);
  if (code === writesNothing || code === "42501")
    return new TuneError(
      "storage-read-only",
      `A user must be allowed to ${readOnly ? "read" : "create and write"} tables: ${url} says ${message}.`,
      {
        remedy:
          code === writesNothing
            ? "Name the server that writes, where this one is a standby; or let the user write."
            : `Grant it ${readOnly ? "select on them" : "create on the schema"}.`,
        cause: error,
      },
    );
  if (/^53[12]00$/.test(code))
    return new TuneError(
      "storage-full",
      `A database must have room to grow: ${url} says ${message}. All that was written before is kept.`,
      {
        remedy: "Make room, and run it again: it goes on where it stopped.",
        cause: error,
      },
    );
  return error;
};
