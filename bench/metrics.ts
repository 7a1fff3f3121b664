/** What a metric of a million rows costs: milliseconds of processor time, the best of five. */
import { accuracy, rocAuc } from "@kaviar/nn";

const scores = Float32Array.from({ length: 1e6 }, (_, i) => (Math.sin(i * 12.9898) + 1) / 2);
const labels = Int32Array.from(scores, (p, i) => Number(p + Math.cos(i) / 2 > 0.5));

for (const metric of [accuracy, rocAuc]) {
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    metric(scores, labels);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  console.log(`${metric.name.padEnd(10)} ${Math.min(...times).toFixed(1)} ms`);
}
