import { h, section } from "@kaviar/page";
import type { Profile } from "../../src/profile/profile.ts";

/** What was noticed, problems first, each with what to do about it. */
export const findings = ({ findings: all }: Pick<Profile, "findings">): HTMLElement | undefined =>
  all.length === 0
    ? undefined
    : section(
        "Worth a look",
        "What a model would not tell: problems have a red edge.",
        ...all.map(({ code, severity, place, evidence, remedies }) =>
          h(
            "div",
            { class: severity === "problem" ? "finding problem" : "finding" },
            h("b", {}, place === undefined ? code.replaceAll("-", " ") : `${code.replaceAll("-", " ")} · ${place}`),
            evidence,
            h("ul", {}, ...remedies.map((remedy) => h("li", {}, remedy))),
          ),
        ),
      );
