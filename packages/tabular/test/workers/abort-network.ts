/** A process in which the fit of networks in a thread is ended in the middle of a step, and which goes on. */
import { seededRandom } from "@kaviar/base/random";
import { bagging, network, pipeline, table } from "@kaviar/tabular";

const random = seededRandom(5);
const rows = 20_000;
const columns = Object.fromEntries(
  Array.from({ length: 10 }, (_, c) => [`x${c}`, Float64Array.from({ length: rows }, random)]),
);
const y = Array.from({ length: rows }, (_, row) => (columns.x0![row]! > 0.5 ? "over" : "under"));
const stop = new AbortController();
setTimeout(() => stop.abort(new Error("enough")), Number(process.argv[2]));
const fitting = pipeline(bagging({ of: network({ hidden: [512, 512] }) })).fit(table({ ...columns, y }), {
  target: "y",
  threads: 2,
  signal: stop.signal,
});
console.log(
  await fitting.then(
    () => "done",
    ({ message }: Error) => message,
  ),
);
