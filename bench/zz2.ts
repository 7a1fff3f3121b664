import { architecture, searchNetwork } from "@kaviar/architecture";
import { int } from "@kaviar/tune";
import { bars } from "../packages/architecture/test/bars.ts";
const t0 = performance.now();
const s = searchNetwork(bars(520), {
    task: "image",
    budget: { trials: 4, epochs: 4 },
    workers: 1,
    space: architecture.image({
      families: ["plain"],
      networks: { plain: { width: int(8, 24), stages: 2, kernel: 3, norm: true, dropout: 0 } },
      training: { flip: false, rotate: 0, zoom: 0, erase: 0, light: 0, batch: 32, rate: 4e-3 },
    }),
  });
for await (const e of s) console.log(((performance.now() - t0) / 1000).toFixed(1), e.kind, e.kind === "trying" ? e.words : e.kind === "scored" ? [e.candidate.trial, e.candidate.from, e.candidate.seconds, e.candidate.cycles, e.candidate.score] : "");
const r = await s; await r.study.close();
console.log(((performance.now() - t0) / 1000).toFixed(1));
