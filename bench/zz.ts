import { searchNetwork } from "@kaviar/architecture";
import { readFileSync } from "node:fs";
const raw = JSON.parse(readFileSync("/tmp/digits.json", "utf8"));
const search = searchNetwork({ x: { data: Uint8Array.from(raw.x.map((v: number) => v * 16 - (v > 0 ? 1 : 0))), shape: [raw.n, 1, 8, 8] }, y: raw.y }, { task: "image", budget: { time: process.argv[2] ?? "60s" }, seed: Number(process.argv[3] ?? 0) });
for await (const e of search) { if (e.kind === "scored") console.log(e.tried, e.candidate.trial, e.candidate.from ?? "-", e.candidate.score.toFixed(4), e.candidate.loss.toFixed(4), e.candidate.cycles, e.candidate.latency.toFixed(3), e.candidate.hopeless ?? "", e.candidate.words); else if (e.kind === "failed") console.log(e.error); else if (e.kind==="finishing") console.log(e.doing); }
const r = await search;
console.log(r.holdout, r.members.map((m) => [m.member.trial, m.epochs]), r.seconds);
await r.study.close();
