import { formatShare } from "@kaviar/page";
import { NearScreen } from "@kaviar/page/plots";
import type { ImportanceFacts } from "../../../../src/reading/importance.ts";
import { SavePicture } from "../../charts/save-picture.tsx";
import { Computing } from "../../computing.tsx";
import { objectiveLabel } from "../../objective-label.ts";
import type { SlicesProps } from "../slices.tsx";
import { useImportance } from "./use-importance.ts";

/** Which parameters mattered for the value. */
export const ImportanceOfParameters = (props: SlicesProps) =>
  props.shown.table.params.length === 0 ? undefined : (
    <section id="importance" aria-labelledby="importance-title">
      <h2 id="importance-title">Importance</h2>
      <NearScreen height={120}>{() => <Shares {...props} />}</NearScreen>
    </section>
  );

const Shares = ({ study, objective }: SlicesProps) => {
  const { says: facts, fault } = useImportance(study, objective);
  if (facts === undefined) return <Computing fault={fault} />;
  const { complete, used, fanova, pedAnova } = facts;
  const isPrior = fanova[0]?.method === "prior";
  const label = objectiveLabel(study, objective);
  if (isPrior || fanova.length === 0)
    return (
      <p class="note">
        Too few complete trials to tell which parameters mattered for {label}: there are {complete}, and it takes ten.
      </p>
    );
  return (
    <>
      <p class="says">
        Which parameters mattered for {label},{" "}
        {used < complete ? `by ${used.toLocaleString("en")} of ${complete.toLocaleString("en")}` : `by all ${complete}`}{" "}
        complete trials{used < complete && ", taken evenly"}; the filter does not change it.
      </p>
      <div class="two">
        <Bars
          shares={pedAnova}
          title="Among the best"
          says={`What tells the best tenth of the trials from the rest, as shares of the sum (PED-ANOVA).`}
        />
        <Bars
          shares={fanova}
          title="Over the whole space"
          says="Shares of the variance, each parameter alone; what is missing to 100 % are interactions (fANOVA)."
        />
      </div>
    </>
  );
};

const most = 20;

interface BarsProps {
  readonly title: string;
  readonly says: string;
  readonly shares: ImportanceFacts["fanova"];
}

const Bars = ({ title, says, shares }: BarsProps) => (
  <div>
    <h3>{title}</h3>
    <p class="note">{says}</p>
    <div class="over bars">
      <SavePicture name={`importance, ${title.toLowerCase()}`} />
      <table class="shares" aria-label={`Importance: ${title.toLowerCase()}`}>
        <tbody>
          {shares.slice(0, most).map(({ name, importance }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="share">
                <i aria-hidden="true" style={{ width: `${100 * importance}%` }} />
              </td>
              <td>{formatShare(importance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {shares.length > most && (
      <p class="note">
        The first {most} of {shares.length}.
      </p>
    )}
  </div>
);
