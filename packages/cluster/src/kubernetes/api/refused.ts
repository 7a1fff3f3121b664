import type { Status } from "kubernetes-types/meta/v1.js";
import { ClusterError, type ClusterErrorCode } from "../../error.ts";

interface Refusal {
  readonly code: number;
  readonly status: Status;
}

interface Explanation {
  readonly law: string;
  readonly remedy: string;
  readonly error?: ClusterErrorCode;
}

/** What the API's codes of refusal come from, and what is to be done. */
const explanations: Readonly<Record<number, Explanation>> = {
  401: {
    law: "The cluster has to know who asks",
    remedy: "Log in again, as for kubectl; `kubectl get jobs` says whether that worked.",
  },
  403: {
    law: "Whoever asks has to have the right",
    remedy: "README.md of @kaviar/cluster has the Role that is needed; who runs the cluster can bind it to you.",
  },
  404: {
    law: "Agents need a namespace that is there",
    remedy: "`kubectl get namespaces` shows them; `namespace` names one.",
  },
  409: { law: "Nobody else may be at it at the same time", remedy: "Try again." },
  422: {
    law: "What Kubernetes is asked has to keep its laws",
    remedy: "Mend the field that it names; `--dry-run` shows what is handed in.",
  },
};

const overload: Explanation = {
  law: "The API of the cluster has to have time",
  remedy: "Try again in a while; whoever runs the cluster sees why in its logs.",
  error: "unreachable",
};

const otherwise: Explanation = {
  law: "What Kubernetes is asked has to be what its site allows",
  remedy: "`--dry-run` shows what is handed in.",
};

/** What the API did not do, "to make a Job", in its own words. */
export const refused = ({ code, status }: Refusal, what: string): ClusterError => {
  const isOverload = code === 429 || code >= 500;
  const { law, remedy, error = "refused" } = explanations[code] ?? (isOverload ? overload : otherwise);
  return new ClusterError(error, `${law} ${what}: it answered ${code}, ${said(status)}.`, { remedy });
};

/** Each field that is wrong with its path, where they are told apart. */
const said = ({ message, reason, details }: Status): string => {
  const causes = (details?.causes ?? []).filter(({ field }) => field !== undefined);
  const fields = causes.map(({ field, message }) => `${field}: ${message}`);
  const words = fields.length > 0 ? fields.join("; ") : (message ?? reason ?? "nothing");
  // Pieces of what was sent say nothing to people.
  return words.replace(/, error found in #\d+ byte of .*/s, "").replace(/\.$/, "");
};
