import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buckets } from "../../../src/artifacts/s3/buckets.ts";

/** An object store of this test's own that speaks S3, and what the environment says of it. */
export interface ObjectStore {
  readonly environment: Readonly<Record<string, string>>;
  /** A bucket that is there, and empty. */
  readonly address: string;
  stop(): Promise<void>;
}

const kinds = ["account", "container", "object"] as const;

/** Why no OpenStack Swift can be started here; undefined where one can. */
export const whyNoSwift = (): string | undefined => {
  if (process.platform !== "linux") return "Swift runs on Linux";
  const programs = ["swift-ring-builder", "swift-proxy-server", ...kinds.map((kind) => `swift-${kind}-server`)];
  const lacking = programs.filter((name) => spawnSync("which", [name]).status !== 0);
  return lacking.length === 0
    ? undefined
    : `there is no ${lacking.join(", no ")} here (Debian: swift-proxy swift-account swift-container swift-object)`;
};

/** Starts OpenStack Swift with one disk, and S3's protocol in front of it. */
export const startSwift = async (): Promise<ObjectStore> => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-swift-"));
  mkdirSync(join(folder, "disks/d1"), { recursive: true });
  const ports = await freePorts(kinds.length + 1);
  const user = execFileSync("id", ["-un"], { encoding: "utf8" }).trim();
  const common = (port: number) =>
    `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${user}\nswift_dir = ${folder}\ndevices = ${folder}/disks\nmount_check = false\n`;
  const build = (...words: string[]) => execFileSync("swift-ring-builder", words, { stdio: "ignore" });
  for (const [i, kind] of kinds.entries()) {
    const ring = join(folder, `${kind}.builder`);
    build(ring, "create", "4", "1", "1");
    build(ring, "add", `r1z1-127.0.0.1:${ports[i]}/d1`, "1");
    build(ring, "rebalance");
    const app = `[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`;
    writeFileSync(join(folder, `${kind}.conf`), common(ports[i]!) + app);
  }
  // Nobody listens where it would keep what it knows for a while.
  writeFileSync(
    join(folder, "proxy.conf"),
    `${common(ports[kinds.length]!)}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:slo]
use = egg:swift#slo
[filter:tempauth]
use = egg:swift#tempauth
user_kaviar_tests = s3cret .admin
`,
  );
  const servers = [...kinds, "proxy"].map((kind) => started(kind, folder));
  const stop = async () => {
    await Promise.all(servers.map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${ports[kinds.length]}`,
    AWS_ACCESS_KEY_ID: "kaviar:tests",
    AWS_SECRET_ACCESS_KEY: "s3cret",
  };
  try {
    Object.assign(process.env, environment);
    await makeBucket("artifacts");
  } catch (error) {
    const said = [...kinds, "proxy"].map((kind) => readFileSync(join(folder, `${kind}.log`), "utf8")).join("");
    await stop();
    throw new Error(`Swift did not start: ${said}`, { cause: error });
  }
  return { environment, address: "s3://artifacts", stop };
};

/** A server that begins answers within half a minute, also on a busy machine. */
const makeBucket = async (bucket: string): Promise<void> => {
  for (let left = 8; ; left--)
    try {
      await buckets.ask({ bucket, prefix: "" }, { method: "PUT", key: "" });
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
};

const started = (kind: string, folder: string): ChildProcess => {
  const line = `exec swift-${kind}-server ${kind}.conf > ${kind}.log 2>&1`;
  return spawn("sh", ["-c", line], { cwd: folder, stdio: "ignore" });
};

const ended = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL");
  await gone;
};

const freePorts = async (count: number): Promise<readonly number[]> => {
  const probes = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const probe = createServer().listen(0, "127.0.0.1", () => resolve(probe));
        }),
    ),
  );
  const ports = probes.map((probe) => (probe.address() as { port: number }).port);
  for (const probe of probes) probe.close();
  return ports;
};
