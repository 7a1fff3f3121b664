/**
 * Principal components and what else takes matrices apart beside scikit-learn's, on the same rows, one thread: milliseconds
 * of processor time of a fit, the best of several; of a step, which makes its columns when it is fitted, fit_transform.
 *
 *   KAVIAR_PYTHON=…/python npx tsx bench/tabular/spectral.ts              a Python that has scikit-learn
 *   npx tsx bench/tabular/spectral.ts pca                                 some of them
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { normal, seededRandom } from "@kaviar/base/random";
import * as tabular from "@kaviar/tabular";

const python = process.env.KAVIAR_PYTHON ?? "python3";
const peer = fileURLToPath(new URL("peers/spectral_sklearn.py", import.meta.url));

/** Columns that go together, the target last. */
const made = (rows: number, columns: number): Float64Array => {
  const random = seededRandom(1);
  const factors = Math.min(10, columns);
  const loads = Float64Array.from({ length: factors * columns }, () => normal(random));
  const data = new Float64Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    const at = row * (columns + 1);
    const hidden = Float64Array.from({ length: factors }, () => normal(random));
    for (let c = 0; c < columns; c++) {
      data[at + c] = 0.5 * normal(random);
      for (let f = 0; f < factors; f++) data[at + c]! += (hidden[f]! * loads[f * columns + c]!) / factors;
    }
    data[at + columns] = Math.sin(hidden[0]!) + 0.5 * hidden[1 % factors]! + 0.3 * normal(random);
  }
  return data;
};

const tableOf = (data: Float64Array, rows: number, columns: number, target?: "numbers" | "classes") => {
  const column = (c: number) => Float64Array.from({ length: rows }, (_, row) => data[row * (columns + 1) + c]!);
  const y = column(columns);
  return tabular.table({
    ...Object.fromEntries(Array.from({ length: columns }, (_, c) => [`x${c}`, column(c)])),
    ...(target ? { y: target === "numbers" ? y : Array.from(y, (each) => (each > 0 ? "yes" : "no")) } : {}),
  });
};

type Shape = readonly [rows: number, columns: number];

interface Case {
  readonly shapes: readonly Shape[];
  readonly target?: "numbers" | "classes";
  readonly times: number;
  readonly pipe: ReturnType<typeof tabular.pipeline>;
}

const cases: Readonly<Record<string, Case>> = {
  pca: {
    pipe: tabular.pipeline(tabular.pca()),
    times: 40,
    shapes: [
      [10_000, 50],
      [250, 750],
    ],
  },
  "pca of 10": {
    pipe: tabular.pipeline(tabular.pca({ nComponents: 10 })),
    times: 40,
    shapes: [
      [10_000, 50],
      [250, 750],
    ],
  },
  "truncatedSvd of 10": {
    pipe: tabular.pipeline(tabular.truncatedSvd({ nComponents: 10 })),
    times: 40,
    shapes: [[10_000, 50]],
  },
  nystroem: { pipe: tabular.pipeline(tabular.nystroem()), times: 40, shapes: [[10_000, 50]] },
  lda: { pipe: tabular.pipeline(tabular.lda()), times: 40, target: "classes", shapes: [[10_000, 50]] },
  qda: { pipe: tabular.pipeline(tabular.qda()), times: 40, target: "classes", shapes: [[10_000, 50]] },
  "gaussianProcess of numbers": {
    pipe: tabular.pipeline(tabular.gaussianProcess()),
    times: 2,
    target: "numbers",
    shapes: [[500, 5]],
  },
  "gaussianProcess of classes": {
    pipe: tabular.pipeline(tabular.gaussianProcess()),
    times: 2,
    target: "classes",
    shapes: [[500, 5]],
  },
};

const own = async ({ pipe, times, target }: Case, data: Float64Array, [rows, columns]: Shape): Promise<number> => {
  const table = tableOf(data, rows, columns, target);
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const start = process.cpuUsage();
    await pipe.fit(table, { ...(target ? { target: "y" } : {}), seed: 1 });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
};

const peers = (file: string, [rows, columns]: Shape, name: string): Promise<readonly [number, string]> =>
  promisify(execFile)(python, [peer, file, String(rows), String(columns), name]).then(
    ({ stdout }) => [(JSON.parse(stdout) as { milliseconds: number }).milliseconds, ""],
    (error: unknown) => [Number.NaN, `left out: ${String(error).trim().split("\n").at(-1)}`],
  );

const chosen = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "kaviar-"));
const file = join(folder, "rows.f64");
try {
  for (const [name, each] of Object.entries(cases)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    for (const shape of each.shapes) {
      const data = made(...shape);
      writeFileSync(file, new Uint8Array(data.buffer));
      const time = await own(each, data, shape);
      const [peerTime, failure] = await peers(file, shape, name);
      const said =
        failure || `scikit-learn ${peerTime.toFixed(1).padStart(8)} ms   ${(time / peerTime).toFixed(2)} × its time`;
      console.log(`${name.padEnd(28)} ${shape.join(" × ").padEnd(12)} ${time.toFixed(1).padStart(8)} ms   ${said}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
