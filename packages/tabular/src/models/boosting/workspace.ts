import { TableError } from "../../error.ts";
import type { BoostingKernel } from "../../kernels/boosting.ts";
import { type Crew, canShare, createCrew } from "../../kernels/crew.ts";
import { createMemory } from "../../kernels/load-kernel.ts";
import type { BinnedColumn } from "./binned-column.ts";
import { type Places, placesOf } from "./places.ts";

/** The memory of a fit as arrays, and those who work on it. */
export interface Workspace {
  readonly places: Places;
  readonly rows: number;
  readonly columns: readonly BinnedColumn[];
  /** What hessians are |g| (1 − |g|) of; 0 where they stand beside gradients. */
  readonly hessianFactor: number;
  readonly bytes: Uint8Array;
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
  /** Does a job that takes about so many nanoseconds on one thread; says in how many parts. */
  run(name: keyof BoostingKernel, job: number, nanoseconds: number): number;
  close(): void;
}

interface WorkspaceOptions {
  readonly rows: number;
  readonly columns: readonly BinnedColumn[];
  readonly outputs: number;
  readonly leaves: number;
  readonly weighted: boolean;
  /** Whether the kernel makes gradients of scores, by the classes of rows. */
  readonly classes: boolean;
  /** As many as pay, where nobody says. */
  readonly threads: number | undefined;
  /** How many there are to take, where nobody says how many to take. */
  readonly most: number;
}

/** Cells of a table from which on threads are started unasked, and nanoseconds from which on a job is shared. */
const cellsThatPay = 2_000_000;
const jobThatPays = 30_000;

/** More threads than this wait for memory, and for each other. */
const mostThreads = 8;

/** What WebAssembly can address. */
const mostBytes = 2 ** 32 - 2 ** 16;

const tooLarge = (bytes: number, rows: number, columns: number, leaves: number): TableError =>
  new TableError(
    "data",
    `boosting has 4 GB to work in: ${rows} rows of ${columns} columns and ${leaves} leaves need ${(bytes / 2 ** 30).toFixed(1)}.`,
    { remedy: "Fit to a sample of the rows, leave out columns, or grow fewer leaves." },
  );

export const binsOf = ({ bins, missing }: BinnedColumn): number => bins + (missing < 0 ? 0 : 1);

export const createWorkspace = async (options: WorkspaceOptions): Promise<Workspace> => {
  const { rows, columns, outputs, leaves, weighted, classes } = options;
  const pays = rows * columns.length >= cellsThatPay;
  const wanted = options.threads ?? (pays ? Math.min(options.most, mostThreads) : 1);
  const threads = canShare() ? wanted : 1;
  const shared = threads > 1;
  const histogram = 16 * columns.reduce((sum, column) => sum + binsOf(column), 0);
  const places = placesOf({ rows, columns: columns.length, outputs, leaves, threads, weighted, classes, histogram });
  if (places.end > mostBytes) throw tooLarge(places.end, rows, columns.length, leaves);
  const memory = createMemory(places.end, { shared });
  const crew: Crew<BoostingKernel> = await createCrew<BoostingKernel>("boosting", memory, { shared, threads });
  const workspace: Workspace = {
    places,
    rows,
    columns,
    hessianFactor: places.pairBytes === 8 ? 0 : outputs > 1 ? outputs / (outputs - 1) : 1,
    bytes: new Uint8Array(memory.buffer),
    ints: new Int32Array(memory.buffer),
    floats: new Float32Array(memory.buffer),
    doubles: new Float64Array(memory.buffer),
    run: (name, job, nanoseconds) => {
      if (crew.threads > 1 && nanoseconds > jobThatPays) {
        crew.run(name, job);
        return crew.threads;
      }
      crew.kernel[name](job, 0, 1);
      return 1;
    },
    close: crew.close,
  };
  return workspace;
};

/** Writes whole numbers from an address on. A loop: `set` takes ten times as long for so few. */
export const writeInts = ({ ints }: Workspace, at: number, ...values: readonly number[]): void => {
  for (let i = 0; i < values.length; i++) ints[at / 4 + i] = values[i]!;
};

export const writeDoubles = ({ doubles }: Workspace, at: number, ...values: readonly number[]): void => {
  for (let i = 0; i < values.length; i++) doubles[at / 8 + i] = values[i]!;
};
