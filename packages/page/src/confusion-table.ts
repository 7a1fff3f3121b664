import { h } from "./element.ts";
import { formatShare } from "./format.ts";
import { scrolling } from "./scrolling.ts";
import { shortName } from "./short-name.ts";

interface Confusion {
  readonly labels: readonly string[];
  /** [actual][said] */
  readonly counts: readonly (readonly number[])[];
}

/** Rows by what they are (down) and what they are taken for (across), each line with the shares of its rows. */
export const confusionTable = ({ labels, counts }: Confusion): HTMLElement => {
  const isMany = labels.length > 6;
  const short = labels.map((label) => shortName(label, isMany ? 9 : 18));
  const rows = counts.map((line, actual) => {
    const all = line.reduce((sum, count) => sum + count, 0);
    return h(
      "tr",
      {},
      h("th", { scope: "row", title: labels[actual] }, short[actual]),
      ...line.map((count, said) => {
        const share = all === 0 ? 0 : count / all;
        const strength = Math.round(count === 0 ? 0 : 8 + 72 * share);
        return h(
          "td",
          {
            class: said === actual ? "right" : "wrong",
            style: `--strength:${strength}%`,
            title: `${count} of ${all} that are ${labels[actual]} are taken for ${labels[said]}`,
          },
          h("b", {}, String(count)),
          count === 0 ? undefined : h("small", {}, formatShare(share)),
        );
      }),
    );
  });
  return scrolling(
    h(
      "table",
      { class: isMany ? "confusion many" : "confusion" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", {}, "is ↓ said →"),
          ...labels.map((label, i) => h("th", { scope: "col", title: label }, short[i])),
        ),
      ),
      h("tbody", {}, ...rows),
    ),
  );
};

/** Which class is taken for which most often, in a sentence. */
export const mostConfused = ({ labels, counts }: Confusion): string => {
  let worst = { actual: 0, said: 0, count: 0 };
  for (const [actual, line] of counts.entries())
    for (const [said, count] of line.entries())
      if (actual !== said && count > worst.count) worst = { actual, said, count };
  return worst.count === 0
    ? "No row is mistaken."
    : `Most often, “${labels[worst.actual]}” is taken for “${labels[worst.said]}”: ${worst.count === 1 ? "once" : `${worst.count} times`}.`;
};
