import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { lasteditStoreProp } from "../../../components/lastedit/lastedit-props.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionSubjectArea } from "../../../domain/exceptions/exception-kinds.ts";

interface Props extends LasteditStoreProps {
  readonly shop: string;
  readonly lineage: string;
  readonly because?: string;
  readonly except?: readonly string[];
  readonly about?: readonly string[];
}

const AREAS = [...new Set(Object.values(EXCEPTION_KINDS).map(({ about }) => about))];

export default {
  type: "action",
  key: "lastedit-close-exceptions",
  name: "Close Healed Exceptions",
  description:
    "Closes the open exceptions of an order that has been seen in sync again. [See the documentation](https://pipedream.com/docs/workflows/data-management/data-stores)",
  version: "0.1.0",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false, idempotentHint: true },
  props: {
    lasteditStore: lasteditStoreProp(),
    shop: { type: "string", label: "Shop", description: "The shop's myshopify.com domain." },
    lineage: { type: "string", label: "Order Name", description: "Name of the root order, such as `#1001`." },
    because: {
      type: "string",
      label: "Because",
      description: "Why they can be closed; kept with each exception.",
      default: "The order was seen in sync.",
      optional: true,
    },
    except: {
      type: "string[]",
      label: "Except",
      description: "Kinds that stay open.",
      options: Object.entries(EXCEPTION_KINDS).map(([value, { title }]) => ({ label: title, value })),
      optional: true,
    },
    about: {
      type: "string[]",
      label: "About",
      description:
        "Only exceptions about these subjects. Leave empty for all but recreated orders and returns, which an order in sync says nothing about.",
      options: AREAS,
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const exceptions = createExceptionStore(this.lasteditStore, Date.now);
    const order = { shop: this.shop, lineage: this.lineage };
    const because = this.because ?? "The order was seen in sync.";
    const except = (this.except ?? []) as readonly ExceptionKind[];
    const about = this.about as readonly ExceptionSubjectArea[] | undefined;
    const closed = await exceptions.closeHealed(order, because, except, about);
    const kinds = closed.map(({ kind }) => kind).join(", ");
    $.export(
      "$summary",
      closed.length === 0 ? `${this.lineage}: no exception was open` : `${this.lineage}: closed ${kinds}`,
    );
    return closed;
  },
} satisfies ActionComponent;
