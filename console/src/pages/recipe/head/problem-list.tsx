import { Alert, Anchor, List } from "@mantine/core";
import { useEditor } from "../document/editor.tsx";
import { recipeRoute } from "../route.ts";

const SHOWN = 8;

/** What is wrong with the text, each with a jump to its place. */
export function ProblemList() {
  const { recipe, select } = useEditor();
  const navigate = recipeRoute.useNavigate();
  const { found } = recipe;
  if (found.length === 0) return null;
  const jump = ({ path, step, line }: (typeof found)[number]): void => {
    const trigger = /^triggers\[(\d+)\]/.exec(path);
    if (step !== null) select({ what: "step", namespace: step });
    else if (trigger !== null) select({ what: "trigger", at: Number(trigger[1]) });
    else void navigate({ search: { view: "yaml", step: `line:${line}` }, replace: true });
  };
  return (
    <Alert
      color="brick"
      mb="md"
      title={found.length === 1 ? "One thing keeps it from running" : `${found.length} things keep it from running`}
    >
      <List size="sm" spacing={2} listStyleType="none">
        {found.slice(0, SHOWN).map((problem) => (
          <List.Item key={`${problem.path} ${problem.problem} ${problem.line}`}>
            <Anchor component="button" type="button" size="sm" onClick={() => jump(problem)}>
              {problem.step === null ? problem.path || `Line ${problem.line}` : `Step ${problem.step}`}
            </Anchor>
            {`: ${inWords(problem)}`}
          </List.Item>
        ))}
        {found.length > SHOWN && <List.Item>and {found.length - SHOWN} more</List.Item>}
      </List>
    </Alert>
  );
}

/** What an empty list means; everything else is said by the runtime. */
const EMPTY: Readonly<Record<string, string>> = {
  triggers: "nothing starts it yet. Add a trigger.",
  steps: "it does nothing yet. Add a step.",
};

function inWords({ path, problem }: { readonly path: string; readonly problem: string }): string {
  return problem.startsWith("is []") ? (EMPTY[path] ?? problem) : problem;
}
