import { Button, CopyButton } from "@mantine/core";
import { CheckIcon, CopyIcon } from "@radix-ui/react-icons";
import { JsonNode } from "./json-node.tsx";
import classes from "./json-tree.module.css";

interface JsonTreeProps {
  readonly value: unknown;
  /** Of what it is, for the copy button: "input". */
  readonly of: string;
  /** Levels that are open at first. */
  readonly open?: number;
}

/** Any JSON value, to be folded, searched by the browser, and copied whole. */
export function JsonTree({ value, of, open = 1 }: JsonTreeProps) {
  return (
    <div className={classes.tree}>
      <CopyButton value={JSON.stringify(value, null, 2)}>
        {({ copied, copy }) => (
          <Button
            className={classes.copy}
            size="compact-xs"
            variant="default"
            onClick={copy}
            leftSection={copied ? <CheckIcon aria-hidden /> : <CopyIcon aria-hidden />}
            aria-label={`Copy ${of} as JSON`}
          >
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={`${of}, as JSON`}>
        <JsonNode name={null} value={value} depth={0} open={open} />
      </div>
    </div>
  );
}
