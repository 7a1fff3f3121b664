import { ClusterError } from "../../error.ts";
import type { Access } from "../connection/access.ts";

/** What a connection breaks by that may hold the next time: a server that is begun again, a cable, a name not found now. */
const passing = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
]);

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? "");

export const isPassing = (error: unknown): boolean => passing.has(codeOf(error));

/** By which Node says that it does not believe a server's certificate. */
const distrust = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ALTNAME/;

/** What broke before the API could answer. */
export const unreachable = ({ server, authority }: Access, error: unknown, attempts: number): Error => {
  if (error instanceof ClusterError) return error;
  const { message } = error as Error;
  if (distrust.test(codeOf(error)))
    return new ClusterError(
      "unreachable",
      `The certificate of ${server} has to be signed by whom ${authority === undefined ? "this system" : "the kubeconfig"} trusts: ${message}.`,
      {
        remedy:
          "`certificate-authority` of the cluster in the kubeconfig says who signs it, `tls-server-name` for which name.",
        cause: error,
      },
    );
  const often = attempts > 1 ? `, ${attempts} times` : "";
  return new ClusterError("unreachable", `The API of the cluster has to answer at ${server}: ${message}${often}.`, {
    remedy:
      "`kubectl get --raw /version` says whether it does for you; a private network may have to be entered first.",
    cause: error,
  });
};
