import { Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api/api.ts";
import { ProblemText } from "../../../parts/problem-text.tsx";
import classes from "./diff.module.css";

interface DiffProps {
  readonly name: string;
  /** A version's number, `published`, `draft` or `shipped`; null when there was nothing before. */
  readonly from: string | null;
  readonly to: string;
  /** Changes with the texts, such as a hash. */
  readonly stamp: string;
}

/** What differs between two texts of a recipe: in sentences, and line by line. */
export function Diff({ name, from, to, stamp }: DiffProps) {
  const { data, error } = useQuery({
    queryKey: ["/recipes/:name/diff", { name, from, to, stamp }],
    queryFn: ({ signal }) =>
      api.get("/recipes/:name/diff", { params: { name }, query: { from: from ?? to, to } }, signal),
    enabled: from !== null,
  });
  if (from === null) return <Text size="sm">It is its first version: everything in it is new.</Text>;
  if (error !== null) return <ProblemText error={error} />;
  if (data === undefined) return <Loader size="sm" role="status" aria-label="Loading the difference" />;
  if (data.lines.length === 0) return <Text size="sm">They are the same.</Text>;
  return (
    <Stack gap="xs">
      {data.changes.length > 0 && (
        <ul className={classes.changes} aria-label="Changes in words">
          {data.changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <pre className={classes.lines} tabIndex={0} role="group" aria-label="Changes line by line">
        {data.lines.map((line, index) => (
          <span key={index} className={classes.line} data-kind={line.charAt(0)}>
            {line}
          </span>
        ))}
      </pre>
    </Stack>
  );
}
