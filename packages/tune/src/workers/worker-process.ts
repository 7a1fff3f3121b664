import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileBeside } from "@kaviar/base/threads";
import { TuneError } from "../error.ts";
import { causeOf } from "./cause-of.ts";
import { complaintError } from "./complaint.ts";
import type { Ending, FromWorker, Setup, ToWorker } from "./protocol.ts";
import { wholeLines } from "./whole-lines.ts";

/** A process that evaluates one trial after another. */
export interface WorkerProcess {
  readonly pid: number;
  /** False once it has ended, or is in no state to go on. */
  readonly usable: boolean;
  /** Sends a trial; resolves when it ended, or the process did. */
  run(job: ToWorker, hear: (message: FromWorker) => void): Promise<Ending | Exit>;
  say(message: ToWorker): void;
  /** At once, with all it started. */
  kill(): void;
  /** Lets it go; resolves when it is gone. */
  leave(): Promise<void>;
}

/** The process ended before it sent how the evaluation went: by its own doing, or not. */
export interface Exit {
  readonly kind: "exit";
  readonly own: boolean;
  readonly text: string;
}

/** How long a process that is to leave may take until it is killed, in milliseconds. */
const leaveWithin = 2_000;

const built = { name: "workers/worker", entry: "@kaviar/tune/worker" };

/** The worker's module: built, a file beside this one's bundle; the sources' own runs through the loader. */
const entry = (): readonly [module: string, ...args: string[]] => {
  if (!import.meta.url?.endsWith(".ts")) return [fileURLToPath(fileBeside(built, import.meta.url))];
  const jiti = dirname(createRequire(import.meta.url).resolve("jiti/package.json"));
  // Not by `new URL`, which bundlers for browsers take for a file that they are to bring along.
  return [join(jiti, "lib/jiti-cli.mjs"), join(dirname(fileURLToPath(import.meta.url)), "worker.ts")];
};

/** Node's own options of this process, its loaders among them; none that would debug, watch or evaluate twice. */
const inheritedOptions = (): string[] => {
  const evaluated = process.execArgv.findIndex((option) => /^(-e|-p|-pe|--eval|--print)$/.test(option));
  return process.execArgv.filter(
    (option, i) =>
      !/^--(inspect|watch|test|input-type)/.test(option) && (evaluated < 0 || (i !== evaluated && i !== evaluated + 1)),
  );
};

export interface WorkerOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly heap: number | undefined;
  /** Ends a process that still loads. */
  readonly signal: AbortSignal;
  /** Hears what it prints, in whole lines, beside the streams of this process. */
  readonly printed: (text: string) => void;
}

/**
 * Starts a worker and loads the objective. Rejects with a TuneError when there is nothing to run; resolves to an exit
 * when the process was killed from outside meanwhile.
 */
export const startWorker = async (setup: Setup, options: WorkerOptions): Promise<WorkerProcess | Exit> => {
  const [module, ...args] = entry();
  const heap = options.heap === undefined ? [] : [`--max-old-space-size=${Math.ceil(options.heap / 2 ** 20)}`];
  const child = fork(module, args, {
    env: options.environment,
    execArgv: [...inheritedOptions(), ...heap],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C in a terminal does not reach it, and what it started can be killed with it.
    detached: process.platform !== "win32",
  });
  let usable = true;
  let tail = "";
  let hear: (message: FromWorker) => void = () => {};
  const shownOn = (stream: NodeJS.WriteStream) =>
    wholeLines((text) => {
      stream.write(text);
      options.printed(text);
    });
  const [out, err] = [shownOn(process.stdout), shownOn(process.stderr)];
  child.stdout!.on("data", out.take).once("end", out.end);
  child.stderr!.once("end", err.end).on("data", (chunk: Buffer) => {
    err.take(chunk);
    tail = (tail + chunk.toString()).slice(-8_000);
  });
  child.on("message", (message: FromWorker) => hear(message));

  const gone = new Promise<Exit>((resolve) => {
    const end = (code: number | null, signal: string | null, error?: Error) => {
      usable = false;
      killGroup(child);
      const cause = causeOf("its process", code, signal, tail);
      resolve({ kind: "exit", ...cause, ...(error && { text: `its process could not be started: ${error.message}` }) });
    };
    child.once("error", (error) => end(null, null, error));
    child.once("close", end);
    // Something it started may hold its output open.
    child.once("exit", (...how) => {
      usable = false;
      killGroup(child);
      setTimeout(end, 200, ...how).unref();
    });
  });
  const say = (message: ToWorker) => {
    // Nothing can be sent to a process that has ended; its exit is noticed elsewhere.
    if (child.connected) child.send(message, () => {});
  };

  const giveUp = () => killGroup(child);
  options.signal.addEventListener("abort", giveUp, { once: true });
  const loaded = await Promise.race([
    gone,
    new Promise<FromWorker>((resolve) => {
      hear = resolve;
      say(setup);
    }),
  ]);
  options.signal.removeEventListener("abort", giveUp);
  if (loaded.kind === "exit") {
    if (!loaded.own) return loaded;
    throw new TuneError("objective-broken", `The objective must load without ending its process: ${loaded.text}.`);
  }
  if (loaded.kind === "broken") {
    killGroup(child);
    await gone;
    throw complaintError(loaded.complaint);
  }

  return {
    pid: child.pid!,
    get usable() {
      return usable;
    },
    run: (job, listen) => {
      tail = "";
      const ended = new Promise<Ending>((resolve) => {
        hear = (message) => {
          if (message.kind !== "ended") return listen(message);
          if (message.ending.kind === "thrown" && message.ending.fatal) usable = false;
          resolve(message.ending);
        };
      });
      say(job);
      return Promise.race([ended, gone]);
    },
    say,
    kill: () => {
      usable = false;
      killGroup(child);
    },
    leave: async () => {
      usable = false;
      say({ kind: "leave" });
      const late = setTimeout(killGroup, leaveWithin, child);
      await gone;
      clearTimeout(late);
    },
  };
};

/** Kills a worker and what it started; nothing when they are gone. */
const killGroup = (child: ChildProcess): void => {
  try {
    if (process.platform !== "win32" && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
};
