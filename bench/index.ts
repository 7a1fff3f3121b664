/**
 * `npm run bench`: training epochs against peers, in one run, each in a process of its own and in turn; then what a
 * prediction, a call, a compilation and a Hessian cost. Peers that are not installed are left out, by name.
 *
 *   KAVIAR_PYTHON=…/python npm run bench        a Python that has torch and jax
 *   npm run bench -- small                      one race only
 *   npm run bench -- doctor                     sick and healthy runs, and what is said of them
 *   npm run bench -- optimize                   minima with and without constraints, beside SciPy
 *   npm run bench -- tune auto,tpe 5 40,80 1,2      the tuner's samplers and other libraries' on BBOB's functions
 *   npm run bench -- fuzz 5000                  random programs here and in PyTorch
 */
import { execFile, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const tsx = here("../node_modules/tsx/dist/cli.mjs");
const python = process.env.KAVIAR_PYTHON ?? "python3";

type Command = readonly [program: string, ...args: string[]];
const node = (...args: string[]): Command => [process.execPath, ...args];

interface Race {
  readonly size: string;
  readonly threads: number;
  readonly runners: Readonly<Record<string, Command>>;
}

const engine = (file: string): Command => node(tsx, here(file));
const train = engine("train.ts");
const perceptrons = {
  kaviar: train,
  "its bare loop": engine("mlp.ts"),
  "hand-made": node(here("peers/mlp-handmade.mjs")),
  PyTorch: [python, here("peers/mlp_torch.py")],
  JAX: [python, here("peers/mlp_jax.py")],
} as const;
const images = {
  kaviar: train,
  "its bare loop": engine("cnn.ts"),
  PyTorch: [python, here("peers/cnn_torch.py")],
} as const;

/** The wasm peers have one thread outside of a browser, and take minutes on the large network. */
const races: readonly Race[] = [
  ...["small", "middle"].map((size) => ({
    size,
    threads: 1,
    runners: {
      ...perceptrons,
      "jax-js": node(here("peers/mlp-jax-js.mjs")),
      "TensorFlow.js": node(here("peers/mlp-tfjs.mjs")),
    },
  })),
  { size: "large", threads: 2, runners: perceptrons },
  { size: "digits", threads: 1, runners: images },
  { size: "images", threads: 1, runners: images },
  ...["lstm", "gru"].map((size) => ({
    size,
    threads: 1,
    runners: {
      kaviar: train,
      "its bare loop": engine("lstm.ts"),
      PyTorch: [python, here("peers/lstm_torch.py")] as const,
    },
  })),
  {
    size: "transformer",
    threads: 1,
    runners: {
      kaviar: train,
      "its bare loop": engine("transformer.ts"),
      PyTorch: [python, here("peers/transformer_torch.py")],
    },
  },
];

const rounds = 2;

const measure = async ([program, ...args]: Command, size: string, threads: number): Promise<number | string> => {
  try {
    const { stdout } = await run(program, [...args, size, String(threads)], { timeout: 300_000 });
    return (JSON.parse(stdout.trim().split("\n").at(-1)!) as { minimum: number }).minimum;
  } catch (error) {
    return `left out: ${String((error as { stderr?: string }).stderr || error)
      .trim()
      .split("\n")
      .at(-1)}`;
  }
};

/** Benches that are no races. */
const others: Readonly<Record<string, readonly string[]>> = {
  doctor: ["doctor/index.ts", "doctor/prescribe.ts", "doctor/overhead.ts"],
  optimize: ["optimize/index.ts"],
  tune: ["tune/bbob/race.ts"],
};

const only = process.argv[2];
const other = others[only ?? ""];
if (other) {
  for (const file of other)
    spawnSync(process.execPath, [tsx, here(file), ...process.argv.slice(3)], { stdio: "inherit" });
  process.exit();
}
if (only === "fuzz") {
  // The programs are drawn with what the package does not export, and run by its sources.
  const sources = [tsx, "--tsconfig", here("../tsconfig.tests.json"), here("fuzz/index.ts")];
  const { status } = spawnSync(process.execPath, [...sources, ...process.argv.slice(3)], { stdio: "inherit" });
  process.exit(status ?? 1);
}
console.log(`${cpus()[0]?.model} × ${cpus().length}, Node ${process.version}\n`);
for (const { size, threads, runners } of races.filter((race) => !only || race.size === only)) {
  const best = new Map<string, number | string>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(runners)) {
      if (typeof best.get(name) === "string") continue;
      const time = await measure(command, size, threads);
      const before = best.get(name);
      best.set(name, typeof before === "number" && typeof time === "number" ? Math.min(before, time) : time);
    }
  }
  const own = best.get("kaviar");
  console.log(`${size}, ${threads} thread${threads > 1 ? "s" : ""}`);
  for (const [name, time] of best) {
    const shown =
      typeof time === "string" ? time : `${time.toFixed(1).padStart(10)} µs a step${ratio(name, time, own)}`;
    console.log(`  ${name.padEnd(14)} ${shown}`);
  }
  console.log();
}

function ratio(name: string, time: number, own: number | string | undefined): string {
  return name === "kaviar" || typeof own !== "number" ? "" : `   ${(time / own).toFixed(2)} × kaviar's time`;
}

if (!only) {
  for (const file of [
    "predict.ts",
    "call-overhead.ts",
    "matmul.ts",
    "compile-time.ts",
    "hessian.ts",
    "metrics.ts",
    "import-time.ts",
    "memory.ts",
    "tabular/boosting.ts",
  ]) {
    console.log(file);
    const { stdout } = await run(process.execPath, [tsx, "--expose-gc", here(file)]);
    console.log(stdout.replace(/^/gm, "  "));
  }
}
