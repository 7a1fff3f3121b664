import { Explain } from "../../card/explain.tsx";
import { FitPicture } from "../../fits/fit-picture.tsx";
import { shortNumber } from "../../words/short-number.ts";
import { nets } from "./nets.ts";
import type { NetView } from "./train-several.ts";
import { TwoCurves } from "./two-curves.tsx";

/** One of the nets: what it has made of the points, how it got there, and what the test says. */
export const NetCell = ({ net, epochs }: { readonly net: NetView; readonly epochs: number }) => {
  const { title, says, of } = nets[net.name];
  const [training, test] = [net.training.at(-1), net.test.at(-1)];
  const best = net.test[net.best - 1];
  return (
    <li class="cell">
      <h3>
        {title} <Explain of={of} title={title} />
      </h3>
      <FitPicture points={net.points} fitted={net.fitted} label={`What the net ${title} says along the wave`} />
      <TwoCurves
        training={net.training}
        test={net.test}
        best={net.best}
        epochs={epochs}
        label={`Loss by epoch of the net ${title}, training and test`}
      />
      <p class="verdict">
        training {training === undefined ? "–" : shortNumber(training)}, test{" "}
        <strong>{test === undefined ? "–" : shortNumber(net.isStopped ? best! : test)}</strong>
        {best !== undefined && `, best ${shortNumber(best)} at epoch ${net.best}`}
        {net.isStopped && `; stopped at epoch ${net.epoch}`}
        {net.findings.includes("overfitting") && (
          <>
            {" "}
            <strong>✖ the doctor: overfitting</strong>
          </>
        )}
      </p>
      <p class="says">{says}.</p>
    </li>
  );
};
