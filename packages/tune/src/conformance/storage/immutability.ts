import type { Dimension } from "../../space/dimension.ts";
import type { Case } from "../case.ts";
import { fact, meddle, type Open, oddSpace, same } from "./expect.ts";

export const immutabilityFacts: readonly Case<Open>[] = [
  fact("records are immutable: changing what was handed in, or out, changes nothing", async (storage, study) => {
    const params = { x: 1 };
    const attributes = { list: [1] };
    const dimensions = structuredClone(oddSpace) as Dimension[];
    const enqueued = await storage.enqueue(study.id, { params, attributes, dimensions });
    const patch = {
      dimensions: structuredClone(oddSpace) as Dimension[],
      space: { steps: { deep: 1 } },
      params: { x: 2 },
      values: [1, 2],
      attributes: { deep: { list: [1] } },
      constraints: { c: 1 },
      notes: { n: [1] },
    };
    const reported = [1];
    const claimed = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
    const updated = await storage.update(study.id, 0, patch);
    await storage.report(study.id, 0, 0, reported);
    await storage.setStudyAttributes(study.id, attributes);
    const before = await storage.changes(study.id, 0);
    const expected = structuredClone({ trials: before.trials, reports: before.reports });
    meddle(() => (params.x = 9));
    meddle(() => attributes.list.push(9));
    meddle(() => dimensions.pop());
    meddle(() => (patch.params.x = 9));
    meddle(() => (patch.space.steps.deep = 9));
    meddle(() => patch.values.push(9));
    meddle(() => patch.attributes.deep.list.push(9));
    meddle(() => (patch.constraints.c = 9));
    meddle(() => patch.notes.n.push(9));
    meddle(() => (reported[0] = 9));
    for (const record of [enqueued, claimed, updated, ...before.trials] as never as (typeof patch & {
      state: string;
      dimensions: Dimension[];
    })[]) {
      meddle(() => (record.state = "failed"));
      meddle(() => (record.params.x = 9));
      meddle(() => (record.space.steps.deep = 9));
      meddle(() => record.values.push(9));
      meddle(() => record.attributes.deep.list.push(9));
      meddle(() => (record.constraints.c = 9));
      meddle(() => record.notes.n.push(9));
      meddle(() => record.dimensions.pop());
      meddle(() => ((record.dimensions[0] as { name: string }).name = "other"));
    }
    meddle(() => (before.reports[0]!.values as number[]).push(9));
    meddle(() => (before.trials as unknown[]).pop());
    const after = await storage.changes(study.id, 0);
    same({ trials: after.trials, reports: after.reports }, expected, "the study");
    const kept = (await storage.studies()).find(({ id }) => id === study.id)!;
    same(kept.attributes, { list: [1] }, "the study's attributes");
  }),
];
