import { formatSize } from "@kaviar/base/text";
import { useSignal } from "@preact/signals";
import type { TrialFacts } from "../../../src/reading/trial-facts.ts";

interface ArtifactsProps {
  readonly study: number;
  readonly facts: Pick<TrialFacts, "number" | "artifacts">;
}

/** Pictures up to so many bytes are shown. */
const largestShown = 8e6;

/** What a trial has handed in, to be saved; pictures are shown too. */
export const Artifacts = ({ study, facts: { number, artifacts } }: ArtifactsProps) => {
  if (artifacts.length === 0) return undefined;
  const addressOf = (id: string) => `/api/studies/${study}/trials/${number}/artifacts/${id}`;
  return (
    <div class="part">
      <h3>Artifacts</h3>
      <table class="list">
        <tbody>
          {artifacts.map(({ name, id, size }) => (
            <tr key={name}>
              <th scope="row" class="wrap">
                <a href={addressOf(id)} download={name}>
                  {name}
                </a>
              </th>
              <td>{formatSize(size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {artifacts
        .filter(({ name, size }) => /\.(png|jpe?g|webp)$/i.test(name) && size <= largestShown)
        .map(({ name, id }) => (
          <Picture key={id} name={name} address={addressOf(id)} />
        ))}
    </div>
  );
};

/** Nothing where it is no picture that a browser reads, or its file is elsewhere. */
const Picture = ({ name, address }: { readonly name: string; readonly address: string }) => {
  const isBroken = useSignal(false);
  return isBroken.value ? undefined : (
    <figure class="artifact">
      <img
        src={address}
        alt={name}
        onError={() => {
          isBroken.value = true;
        }}
      />
      <figcaption class="note">{name}</figcaption>
    </figure>
  );
};
