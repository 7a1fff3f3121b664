/**
 * The searches of @kaviar/tensor and SciPy's on the same problems, from the same starts: how many are solved, and in how
 * many evaluations of the function with its gradient. From a shell: `npm run bench -- optimize`, or
 * `tsx bench/optimize/index.ts HS43,HS61` for some of them.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { constrained, data, lbfgs, newton, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { evaluated } from "../../packages/tensor/test/calculus/problems/expression.ts";
import { hockSchittkowski } from "../../packages/tensor/test/calculus/problems/hock-schittkowski.ts";
import type { Problem } from "../../packages/tensor/test/calculus/problems/problem.ts";
import { searched } from "../../packages/tensor/test/calculus/problems/searched.ts";
import { unconstrained } from "../../packages/tensor/test/calculus/problems/unconstrained.ts";

interface Found {
  readonly value: number;
  readonly violation: number;
  readonly evaluations: number;
  readonly converged?: boolean;
  readonly reason?: string;
}

type Search = (problem: Problem) => Promise<Found>;

const asFound = async (
  search: Promise<{ value: number; evaluations: number; converged: boolean; reason: string; x: unknown }>,
): Promise<Found> => {
  try {
    const { value, evaluations, converged, reason } = await search;
    return { value, violation: 0, evaluations, converged, reason };
  } catch (error) {
    return { value: NaN, violation: 0, evaluations: 0, converged: false, reason: String(error) };
  }
};

const searches: Readonly<Record<string, Search>> = {
  constrained: async (problem) => {
    const { f, start, constraints } = searched(problem);
    const search = constrained(f, start, constraints);
    const found = await asFound(search);
    return {
      ...found,
      violation: await search.then(
        ({ residuals }) => residuals.feasibility,
        () => 0,
      ),
    };
  },
  lbfgs: (problem) => {
    const { f, start, constraints } = searched(problem);
    const { low, high } = constraints;
    return asFound(lbfgs(f, start, { ...(low && { low }), ...(high && { high }) }));
  },
  newton: ({ objective, start }) => asFound(newton((x) => evaluated(objective, x), start)),
};

interface Group {
  readonly problems: readonly Problem[];
  readonly searches: readonly string[];
  readonly methods: readonly string[];
}

const wanted = process.argv[2]?.split(",");
const chosen = (problems: readonly Problem[]) => problems.filter(({ name }) => wanted?.includes(name) ?? true);
const groups: Readonly<Record<string, Group>> = {
  unconstrained: {
    problems: chosen(unconstrained),
    searches: ["lbfgs", "newton"],
    methods: ["BFGS", "L-BFGS-B"],
  },
  "bounds alone": {
    problems: chosen(hockSchittkowski.filter(({ equalities, inequalities }) => !equalities && !inequalities)),
    searches: ["lbfgs", "constrained"],
    methods: ["L-BFGS-B"],
  },
  "Hock and Schittkowski 1 to 71": {
    problems: chosen(hockSchittkowski.slice(0, 62)),
    searches: ["constrained"],
    methods: ["SLSQP"],
  },
  "Hock and Schittkowski, further": {
    problems: chosen(hockSchittkowski.slice(62)),
    searches: ["constrained"],
    methods: ["SLSQP"],
  },
};

interface Answer {
  readonly start: { readonly values: number[]; readonly gradients: number[][] };
  readonly found: Readonly<Record<string, Found>>;
}

const askPeer = (): { version: string; groups: Record<string, Answer[]> } | undefined => {
  const peer = fileURLToPath(new URL("scipy_peer.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.env.KAVIAR_PYTHON ?? "python3", [peer], {
    input: JSON.stringify(groups),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return JSON.parse(stdout);
  console.log(`SciPy is left out: ${(stderr ?? "").trim().split("\n").at(-1)}`);
  return undefined;
};

/** Formulas are read twice, and must say the same at the start. */
const disagreement = async ({ objective, equalities = [], inequalities = [], start }: Problem, answer: Answer) => {
  let most = 0;
  for (const [i, text] of [objective, ...equalities, ...inequalities].entries()) {
    const [value, gradient] = await data(
      valueAndGrad((x: Tensor<"float64">) => evaluated(text, x))(tensor(start, { dtype: "float64" })),
    );
    for (const [ours, theirs] of [
      [value[0]!, answer.start.values[i]!],
      ...Array.from(gradient, (each, j) => [each, answer.start.gradients[i]![j]!]),
    ] as [number, number][])
      most = Math.max(most, Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs)));
  }
  return most;
};

const isSolved = ({ lowest }: Problem, { value, violation }: Found): boolean =>
  violation <= 1e-6 && value <= lowest + 1e-6 * Math.max(1, Math.abs(lowest));

const median = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

const peer = askPeer();
for (const [name, { problems, searches: ours }] of Object.entries(groups)) {
  if (problems.length === 0) continue;
  const columns = new Map<string, Found[]>();
  for (const search of ours) {
    const found: Found[] = [];
    for (const problem of problems) found.push(await searches[search]!(problem));
    columns.set(search, found);
  }
  const answers = peer?.groups[name];
  for (const method of answers ? groups[name]!.methods : [])
    columns.set(
      `SciPy's ${method}`,
      answers!.map(({ found }) => found[method]!),
    );
  console.log(`\n${name}${peer ? `, SciPy ${peer.version}` : ""}`);
  for (const [i, problem] of problems.entries()) {
    const apart = answers ? await disagreement(problem, answers[i]!) : 0;
    if (apart > 1e-9) console.log(`  ${problem.name}: the two readings of it differ by ${apart}`);
    const cells = [...columns.values()].map((found) => {
      const each = found[i]!;
      const mark = isSolved(problem, each) ? (each.converged === false ? "?" : " ") : "✗";
      return `${String(each.evaluations).padStart(6)} ${mark} ${each.value.toPrecision(8).padStart(15)}`;
    });
    console.log(`  ${problem.name.padEnd(26)} ${problem.lowest.toPrecision(8).padStart(13)} ${cells.join("")}`);
    for (const found of columns.values()) {
      const { converged, reason } = found[i]!;
      if (converged === false) console.log(`      ${reason}`);
    }
  }
  for (const [column, found] of columns) {
    const solved = problems.filter((problem, i) => isSolved(problem, found[i]!)).length;
    const unsaid = problems.filter(
      (problem, i) => isSolved(problem, found[i]!) && found[i]!.converged === false,
    ).length;
    const doubt = unsaid > 0 ? `, ${unsaid} of them said to have not converged` : "";
    console.log(
      `  ${column.padEnd(18)} ${solved} of ${problems.length} solved${doubt}; evaluations: median ${median(found.map(({ evaluations }) => evaluations))}, all ${found.reduce((sum, { evaluations }) => sum + evaluations, 0)}`,
    );
  }
}
