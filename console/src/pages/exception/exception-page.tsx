import { TextLink } from "../../parts/text-link.tsx";
import { ActDialog } from "./act-dialog.tsx";
import { ExceptionView } from "./exception-view.tsx";
import { exceptionRoute } from "./route.ts";
import { useActs } from "./use-acts.ts";
import classes from "./exception-page.module.css";

/** One exception as a page of its own. */
export function ExceptionPage() {
  const { exceptionId } = exceptionRoute.useParams();
  const acts = useActs();
  return (
    <div className={classes.page}>
      <TextLink to="/exceptions" size="sm" display="inline-block" mb="xs">
        All exceptions
      </TextLink>
      <ExceptionView key={exceptionId} id={exceptionId} onAct={acts.begin} isPage />
      <ActDialog {...acts} />
    </div>
  );
}
